import type { Guide } from './guide.ts';

export const medical: Guide = {
  documents: ['medical-record', 'medical-invoice', 'id-card', 'bank-account', 'police-report'],
  'zh-CN': {
    about: '疾病、住院或意外伤害',
    now: [
      '救治第一：请及时就医，情况紧急的拨打120，就近治疗。',
      '病情允许时，请到保险合同约定的医疗机构就诊；需要转院的，请保留转院证明。',
      '请如实向医生说明发病或受伤的时间和经过，并核对病历记载。',
      '伤害由交通事故或者他人造成的，请报警，并保留处理结果。',
    ],
    keep: [
      '门（急）诊病历、检查报告、诊断证明和出院小结',
      '医疗费用发票原件、费用明细清单和处方',
      '已经医保或其他保险公司报销的，结算单或分割单',
    ],
  },
  en: {
    about: 'illness, a stay in hospital or an accident',
    now: [
      'Treatment comes first. In an emergency call an ambulance (120 in mainland China) and go to the nearest hospital.',
      'Where your condition allows it, choose a hospital as your policy describes it. If you are moved to another one, keep the referral.',
      'Tell the doctor truly when and how it began or happened, and check what is written in your record.',
      'If a traffic accident or somebody else has caused the injury, report it to the police and keep what comes of it.',
    ],
    keep: [
      'Medical records, test results, diagnoses and the discharge summary',
      'Original invoices with their lists, and prescriptions',
      'If social insurance or another insurer has paid a part: its statement',
    ],
  },
};

/** What the insured has agreed with a third party on their own the insurer may assess anew; so they are told to speak to us first. */
export const thirdParty: Guide = {
  documents: [
    ...(['police-report', 'photos', 'medical-record', 'medical-invoice'] as const),
    ...(['repair-invoice', 'id-card', 'bank-account'] as const),
  ],
  'zh-CN': {
    about: '第三者人身伤害或财产损失',
    now: [
      '有人受伤的，先救治，立即拨打120；交通事故拨打122，其他情形需要警方处理的拨打110。',
      '在与我们商量之前，请不要向对方承认责任、承诺或支付赔偿，也不要签署和解协议。',
      '收到对方的索赔函、起诉状或仲裁、法院文书的，请当天转给我们，以免错过答复期限。',
    ],
    keep: [
      '对方的姓名、联系方式，以及目击者的联系方式',
      '对方损失的照片、费用票据和伤情资料',
      '已经垫付费用的，付款凭证和对方的收条',
    ],
  },
  en: {
    about: 'injury or damage to somebody else',
    now: [
      'If somebody is hurt, help comes first: call an ambulance, and the police where they are needed (120, and 122 for traffic or 110, in mainland China).',
      'Before you have spoken to us, please admit no fault, promise or pay nothing, and sign no settlement.',
      'If you receive a demand, a summons or anything else from a court, pass it on to us the same day, so that no time limit is missed.',
    ],
    keep: [
      'Name and telephone of the other side and of witnesses',
      'Photos of their damage, their receipts and what you know of their injuries',
      'If you have paid something already: the proof of payment and their receipt',
    ],
  },
};

export const travel: Guide = {
  documents: ['invoice', 'photos', 'police-report', 'id-card', 'bank-account', 'other'],
  'zh-CN': {
    about: '行李损失或行程延误',
    now: [
      '行李丢失、损坏或晚到的，请在离开机场或车站之前向承运人申报，并索取书面的行李事故证明。',
      '行李被盗的，请向当地警方报案，并索取报案证明。',
      '航班、列车等延误或取消的，请向承运人索取写明时间和原因的书面证明。',
      '先向承运人提出索赔，并保留其答复。',
    ],
    keep: [
      '机票、车票、登机牌和行李牌',
      '承运人或警方出具的证明，以及承运人的赔付凭证',
      '丢失物品的购买凭证，以及因延误支出的费用票据',
    ],
  },
  en: {
    about: 'baggage or a delay',
    now: [
      'If baggage is lost, damaged or late, report it to the carrier before you leave the airport or station, and ask for a written report.',
      'If it was stolen, report it to the local police and ask for a confirmation.',
      'If your journey is delayed or cancelled, ask the carrier to confirm times and reason in writing.',
      'Claim from the carrier first, and keep the answer.',
    ],
    keep: [
      'Tickets, boarding passes and baggage tags',
      'What the carrier or the police have confirmed, and what the carrier has paid',
      'Receipts for what is lost, and for what you have spent because of the delay',
    ],
  },
};
