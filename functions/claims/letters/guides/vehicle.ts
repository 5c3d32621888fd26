import type { Guide } from './guide.ts';

/** Road Traffic Safety Law, art. 70: who was not hurt and does not disagree may leave the scene and settle it between them. */
export const collision: Guide = {
  documents: [
    ...(['police-report', 'driving-licence', 'vehicle-licence', 'photos'] as const),
    ...(['repair-invoice', 'id-card', 'bank-account'] as const),
  ],
  'zh-CN': {
    about: '碰撞事故',
    now: [
      '先确保安全：开启危险报警闪光灯，在来车方向设置警告标志，人员转移到安全地带。',
      '有人受伤的，立即拨打120，并拨打122报警、保护现场；因抢救伤员移动车辆的，请标明位置。',
      '无人伤亡且各方对事故事实和成因没有争议的，可以拍照后撤离现场，把车辆移至不妨碍交通的地点；有争议的，请拨打122报警。',
      '在与我们商定查勘和定损方式之前，请不要自行修理车辆，也不要向对方作出赔偿承诺。',
    ],
    keep: [
      '现场全景、碰撞部位和各方车牌的照片，以及行车记录仪录像',
      '对方驾驶人的姓名、联系方式、车牌号和承保公司',
      '拖车、施救和维修费用的票据',
    ],
  },
  en: {
    about: 'a collision',
    now: [
      'Safety first: hazard lights on, a warning triangle towards the traffic, and everybody away from the road.',
      'If somebody is hurt, call an ambulance and the police (120 and 122 in mainland China) and leave the scene as it is. If you must move a vehicle to help, mark where it stood.',
      'If nobody is hurt and all agree on what happened, take photos, then move the vehicles out of the way. If you do not agree, call the traffic police.',
      'Please do not have the vehicle repaired before we have agreed with you how it is surveyed, and promise the other side nothing.',
    ],
    keep: [
      'Photos of the whole scene, of the damage and of all number plates, and dashcam recordings',
      'Name, telephone, number plate and insurer of the other driver',
      'Receipts for towing, rescue and repair',
    ],
  },
};

export const glass: Guide = {
  documents: ['photos', 'vehicle-licence', 'driving-licence', 'repair-invoice', 'id-card', 'bank-account'],
  'zh-CN': {
    about: '玻璃破碎',
    now: [
      '把车停在安全处再检查，小心碎玻璃；可以临时遮盖，防止进水。',
      '更换之前先拍照；疑似被人砸坏的，请先拨打110报警。',
      '请先与我们确认更换方式和地点，再安排更换。',
    ],
    keep: ['破损部位的近景照片，以及能看到车牌的全车照片', '更换玻璃的发票及清单'],
  },
  en: {
    about: 'broken glass',
    now: [
      'Stop in a safe place before you look at it, and mind the splinters. You may cover it for now to keep water out.',
      'Take photos before anything is replaced. If somebody seems to have broken it, call the police first (110 in mainland China).',
      'Please agree with us on how and where the glass is replaced before you have it done.',
    ],
    keep: [
      'Photos of the damage from close by, and of the whole vehicle with its number plate',
      'The invoice and its list',
    ],
  },
};

export const theft: Guide = {
  documents: ['police-report', 'photos', 'vehicle-licence', 'invoice', 'id-card', 'bank-account'],
  'zh-CN': {
    about: '盗窃或人为损坏',
    now: [
      '立即拨打110报警，并向公安机关索取受案回执等文书。',
      '保护现场：被撬、被损坏的部位先拍照，民警查看之前不要移动或清理。',
      '银行卡、手机、证件等一并丢失的，请尽快挂失。',
      '财物找回，或公安机关有新的进展时，请告诉我们。',
    ],
    keep: [
      '公安机关出具的文书',
      '被盗或受损财物的清单、购买发票或其他权属证明',
      '车辆被盗的，机动车登记证书和全部车钥匙',
    ],
  },
  en: {
    about: 'theft or vandalism',
    now: [
      'Report it to the police at once (110 in mainland China) and ask for a written confirmation.',
      'Take photos of what was broken or forced, and neither move nor tidy anything until the police have seen it.',
      'Have bank cards, telephones and identity documents blocked if they are gone as well.',
      'Please tell us if something is found, or if you hear more from the police.',
    ],
    keep: [
      'What the police have given you in writing',
      'A list of what is gone or damaged, with receipts or other proof that it was yours',
      'If a vehicle was stolen: its registration certificate and all of its keys',
    ],
  },
};
