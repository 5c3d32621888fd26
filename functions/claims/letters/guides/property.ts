import type { Guide } from './guide.ts';

/** Fire Protection Law, art. 51: the scene is left as the fire service asks; Insurance Law, art. 57: the loss is kept small. */
export const fire: Guide = {
  documents: ['photos', 'invoice', 'repair-invoice', 'id-card', 'bank-account', 'other'],
  'zh-CN': {
    about: '火灾',
    now: [
      '立即撤离并拨打119，不要返回火场抢救财物；有人受伤的，拨打120。',
      '火灾扑灭后，请按消防救援机构的要求保护现场，确认安全之前不要进入。',
      '在确保安全的前提下，采取必要、合理的措施防止损失扩大，例如转移未受损的财物、遮盖破损处。',
      '清理之前请先拍照，并与我们商定查勘时间；受损物品请勿自行丢弃。',
    ],
    keep: [
      '消防救援机构出具的火灾事故认定书等文书',
      '受损财物的照片和清单、购买发票或其他权属证明',
      '施救、清理和维修费用的票据',
    ],
  },
  en: {
    about: 'fire',
    now: [
      'Get out, call the fire service (119 in mainland China), and do not go back for your belongings. If somebody is hurt, call an ambulance (120).',
      'When the fire is out, leave the scene as the fire service asks, and do not enter before it is declared safe.',
      'Where it is safe, do what is needed and reasonable to keep the loss small: move what is undamaged, cover what is open.',
      'Take photos before you clear up, agree with us on a time for the survey, and please throw nothing away.',
    ],
    keep: [
      'What the fire service has found, in writing',
      'Photos and a list of what was damaged, with receipts or other proof that it was yours',
      'Receipts for rescue, clearing up and repair',
    ],
  },
};

export const disaster: Guide = {
  documents: ['photos', 'repair-invoice', 'invoice', 'id-card', 'bank-account'],
  'zh-CN': {
    about: '台风、暴雨、洪水、冰雹等自然灾害',
    now: [
      '先转移到安全处，听从当地应急部门的安排；有人受伤的，拨打120。',
      '车辆被水淹的，请不要启动发动机；房屋进水的，确认断电、断气之后再进入。',
      '在确保安全的前提下，采取必要、合理的措施防止损失扩大。',
      '清理之前请先拍照、录像，并与我们商定查勘时间。',
    ],
    keep: [
      '清理前的照片和录像，进水的请拍下水位线',
      '受损财物的清单、购买发票或其他权属证明',
      '施救、拖车、清理和维修费用的票据',
    ],
  },
  en: {
    about: 'storm, flood, hail or another natural disaster',
    now: [
      'Get to a safe place and follow the local authorities. If somebody is hurt, call an ambulance (120 in mainland China).',
      'Do not start the engine of a vehicle that stood in water. Enter a flooded building only once power and gas are off.',
      'Where it is safe, do what is needed and reasonable to keep the loss small.',
      'Take photos and videos before you clear up, and agree with us on a time for the survey.',
    ],
    keep: [
      'Photos and videos from before the clearing up; after a flood, with the mark that the water left',
      'A list of what was damaged, with receipts or other proof that it was yours',
      'Receipts for rescue, towing, clearing up and repair',
    ],
  },
};

export const general: Guide = {
  documents: ['photos', 'invoice', 'id-card', 'bank-account', 'other'],
  'zh-CN': {
    about: '保险事故',
    now: [
      '先确保人身安全；有人受伤的，拨打120，需要警方处理的，拨打110。',
      '在确保安全的前提下，采取必要、合理的措施防止损失扩大。',
      '修理、清理或处置受损物品之前，请先拍照，并与我们联系。',
    ],
    keep: ['现场和损失的照片', '与事故有关的证明、合同和通知', '因事故支出的费用票据'],
  },
  en: {
    about: 'your loss',
    now: [
      'Safety first. If somebody is hurt, call an ambulance; if the police are needed, call them (120 and 110 in mainland China).',
      'Where it is safe, do what is needed and reasonable to keep the loss small.',
      'Take photos and contact us before anything is repaired, cleared up or thrown away.',
    ],
    keep: [
      'Photos of the scene and of the loss',
      'Certificates, contracts and notices that have to do with it',
      'Receipts for what you have spent because of it',
    ],
  },
};
