import { formatInstant } from '../../notifications/letters/dates.ts';
import { facts } from '../../notifications/letters/letter.ts';
import type { Language } from '../../platform/problems.ts';
import { type DocumentCode, documentLabels } from './labels.ts';
import type { ClaimLetter } from './models.ts';

export const claimSurveyorAppointed: ClaimLetter<'claim-surveyor-appointed'> = {
  class: 'service',
  'zh-CN': {
    letter: ({ reference, surveyor, at }) => ({
      subject: `查勘安排通知（报案号 ${reference}）`,
      preheader: `查勘人员${surveyor}将于${formatInstant(at, 'zh-CN')}进行查勘。`,
      blocks: [
        '我们已为您的案件安排查勘定损：',
        facts(['报案号', reference], ['查勘人员', surveyor], ['查勘时间', formatInstant(at, 'zh-CN')]),
        '请尽量保持现场及受损财产原状，并备好相关单证。如时间不便，请尽早与我们联系改约。',
      ],
    }),
    sms: ({ reference, surveyor, at }) =>
      `您的案件${reference}已安排查勘：查勘人员${surveyor}，时间${formatInstant(at, 'zh-CN')}。请尽量保持受损财产原状；如需改约请尽早联系我们。`,
  },
  en: {
    letter: ({ reference, surveyor, at }) => ({
      subject: `Survey appointment for your claim ${reference}`,
      preheader: `${surveyor} will survey the loss on ${formatInstant(at, 'en')}.`,
      blocks: [
        'We have appointed a surveyor to assess your loss:',
        facts(['Claim reference', reference], ['Surveyor', surveyor], ['Appointment', formatInstant(at, 'en')]),
        'Please leave the damage as it is where you can, and have the documents ready. If the time does not suit you, please contact us early to change it.',
      ],
    }),
    sms: ({ reference, surveyor, at }) =>
      `Claim ${reference}: ${surveyor} will survey your loss on ${formatInstant(at, 'en')}. Please leave the damage as it is where you can. To change the time, please contact us early.`,
  },
};

export const claimInjuryContact: ClaimLetter<'claim-injury-contact'> = {
  class: 'service',
  'zh-CN': {
    letter: ({ reference, hours }) => ({
      subject: `人伤案件联系通知（报案号 ${reference}）`,
      preheader: `我们将在${hours}小时内与您联系。`,
      blocks: [
        '得知有人在事故中受伤，我们十分关切。救治第一，请遵医嘱安心治疗。',
        `我们的人伤理赔人员将在${hours}小时内与您联系，了解伤情并说明后续安排。`,
        facts(['报案号', reference], ['联系时限', `${hours}小时内`]),
        '请保留病历、诊断证明及医疗费用票据。与他人协商赔偿前，请先与我们沟通。',
      ],
    }),
    sms: ({ reference, hours }) =>
      `您的案件${reference}涉及人员受伤，我们将在${hours}小时内与您联系。救治第一，请保留病历、诊断证明及医疗费用票据；协商赔偿前请先与我们沟通。`,
  },
  en: {
    letter: ({ reference, hours }) => ({
      subject: `We will call you about the injury: claim ${reference}`,
      preheader: `You will hear from us within ${hours} hours.`,
      blocks: [
        'We are sorry to hear that somebody was hurt. Treatment comes first: please follow medical advice.',
        `A member of our injury team will contact you within ${hours} hours to ask how things are and to explain what comes next.`,
        facts(['Claim reference', reference], ['We contact you', `within ${hours} hours`]),
        'Please keep medical records, diagnoses and receipts, and speak to us before you agree on any compensation with others.',
      ],
    }),
    sms: ({ reference, hours }) =>
      `Claim ${reference}: we are sorry that somebody was hurt and will contact you within ${hours} hours. Please keep medical records and receipts and speak to us before agreeing on compensation with others.`,
  },
};

/** Insurance Law art. 22: missing documents are asked for once, all together; Interpretation II art. 15: the term of art. 23 pauses. */
export const claimDocumentsRequested: ClaimLetter<'claim-documents-requested'> = {
  class: 'service',
  'zh-CN': {
    letter: ({ reference, documents }) => ({
      subject: `补充理赔材料一次性告知书（报案号 ${reference}）`,
      preheader: `请补充${documents.length}项材料。`,
      blocks: [
        `为核定您的案件（报案号 ${reference}），根据《中华人民共和国保险法》第二十二条，现一次性告知您需要补充下列材料：`,
        { list: named(documents, 'zh-CN') },
        '自您收到本通知之日起，至上述材料补齐之日止，理赔核定期限暂停计算；材料补齐后我们将立即继续处理。',
        '如某项材料确实无法取得，请与我们联系，共同商定其他证明方式。',
      ],
    }),
    sms: ({ reference, documents }) =>
      `您的案件${reference}需一次性补充以下材料：${named(documents, 'zh-CN').join('、')}。自收到本通知至材料补齐，理赔核定期限暂停计算。`,
  },
  en: {
    letter: ({ reference, documents }) => ({
      subject: `Documents needed for your claim ${reference}`,
      preheader: `Please send us ${documents.length} ${documents.length === 1 ? 'document' : 'documents'}.`,
      blocks: [
        `To assess your claim ${reference} we need the documents below. This is the complete list: under Article 22 of the Insurance Law of the PRC we ask once, for everything together.`,
        { list: named(documents, 'en') },
        'The period for our assessment is paused from the day you receive this notice until the documents have reached us. We continue as soon as they are complete.',
        'If you cannot obtain one of them, please contact us and we will find another way of proof.',
      ],
    }),
    sms: ({ reference, documents }) =>
      `Claim ${reference}: please send us, all together: ${named(documents, 'en').join('; ')}. The assessment period is paused until they reach us.`,
  },
};

function named(documents: readonly DocumentCode[], language: Language): string[] {
  return documents.map((code) => documentLabels[code][language]);
}
