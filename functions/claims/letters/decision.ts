import { facts } from '../../notifications/letters/letter.ts';
import { linesOf } from '../../notifications/letters/plain-text.ts';
import { formatMoney } from '../../platform/money.ts';
import type { Language } from '../../platform/problems.ts';
import { breakdownLabels, isDeduction, routeLabels } from './labels.ts';
import type { ClaimLetter, ClaimModel } from './models.ts';

export const claimOffered: ClaimLetter<'claim-offered'> = {
  class: 'service',
  'zh-CN': {
    letter: (model) => ({
      subject: `理赔核定结果：${formatMoney(model.approved, 'zh-CN')}（报案号 ${model.reference}）`,
      preheader: '请查看赔付金额及构成，并确认是否同意。',
      blocks: [
        `您的案件（报案号 ${model.reference}）已核定完毕，赔付金额及构成如下：`,
        { facts: [...breakdown(model, 'zh-CN'), ['赔付金额', formatMoney(model.approved, 'zh-CN')]] },
        ...(model.clause ? [`本次核定适用的条款：${model.clause}`] : []),
        `请您确认是否同意。在您明确表示同意之前，我们不会视为您已接受${model.paysWithinDays ? `；达成赔偿协议后，我们将在${model.paysWithinDays}日内履行赔付义务` : ''}。`,
        '如对金额有异议，您可以向我们提出，我们将重新审核。',
      ],
    }),
    sms: (model) =>
      `您的案件${model.reference}核定赔付${formatMoney(model.approved, 'zh-CN')}，请确认是否同意，未经您明确同意不视为接受；如有异议可申请重新审核。${details(model, 'zh-CN')}`,
  },
  en: {
    letter: (model) => ({
      subject: `Our offer for your claim ${model.reference}: ${formatMoney(model.approved, 'en')}`,
      preheader: 'Please see how it is made up and tell us whether you agree.',
      blocks: [
        `We have assessed your claim ${model.reference}. This is what we offer and how it is made up:`,
        { facts: [...breakdown(model, 'en'), ['We offer', formatMoney(model.approved, 'en')]] },
        ...(model.clause ? [`Policy terms that apply: ${model.clause}`] : []),
        `Please tell us whether you agree. We do not take silence as consent.${model.paysWithinDays ? ` Once we have agreed, we pay within ${model.paysWithinDays} days.` : ''}`,
        'If you do not agree with the amount, please tell us and we will look at it again.',
      ],
    }),
    sms: (model) =>
      `Claim ${model.reference}: we offer ${formatMoney(model.approved, 'en')}. Please tell us whether you agree; silence is not consent. If you disagree, we will look at it again. ${details(model, 'en')}`,
  },
};

export const claimOfferReminder: ClaimLetter<'claim-offer-reminder'> = {
  class: 'service',
  'zh-CN': {
    letter: ({ reference, approved }) => ({
      subject: `请确认理赔核定结果（报案号 ${reference}）`,
      preheader: `赔付金额${formatMoney(approved, 'zh-CN')}等待您的确认。`,
      blocks: [
        '您的案件已核定完毕，正在等待您的确认：',
        facts(['报案号', reference], ['赔付金额', formatMoney(approved, 'zh-CN')]),
        '同意后我们将尽快安排付款；如有异议，也请告诉我们。在您明确表示同意之前，我们不会视为您已接受。',
      ],
    }),
    sms: ({ reference, approved }) =>
      `您的案件${reference}核定赔付${formatMoney(approved, 'zh-CN')}，正在等待您的确认。同意后我们将尽快付款；如有异议请告知我们。`,
  },
  en: {
    letter: ({ reference, approved }) => ({
      subject: `Your answer to our offer: claim ${reference}`,
      preheader: `Our offer of ${formatMoney(approved, 'en')} awaits your answer.`,
      blocks: [
        'We have assessed your claim and are waiting for your answer:',
        facts(['Claim reference', reference], ['We offer', formatMoney(approved, 'en')]),
        'Once you agree, we arrange the payment promptly. If you disagree, please tell us too. We do not take silence as consent.',
      ],
    }),
    sms: ({ reference, approved }) =>
      `Claim ${reference}: our offer of ${formatMoney(approved, 'en')} awaits your answer. We pay promptly once you agree. If you disagree, please tell us.`,
  },
};

/** Insurance Law art. 24: a denial is written and states its reasons. A text message may be cut, so what was typed stands last. */
export const claimDenied: ClaimLetter<'claim-denied'> = {
  class: 'service',
  'zh-CN': {
    letter: ({ reference, clause, reasons, routes }) => ({
      subject: `拒绝赔付通知书（报案号 ${reference}）`,
      preheader: '请查看理由以及您仍可选择的途径。',
      blocks: [
        `经审核，您的案件（报案号 ${reference}）不属于保险责任，我们无法赔付。根据《中华人民共和国保险法》第二十四条，现将理由说明如下。`,
        `适用条款：${clause}`,
        '理由：',
        ...linesOf(reasons),
        '如您不同意本决定，您可以：',
        { list: routes.map((route) => routeLabels[route]['zh-CN']) },
      ],
    }),
    sms: ({ reference, clause, reasons, routes }) =>
      `您的案件${reference}经审核不属于保险责任，无法赔付。如不同意，您可以：${routes.map((route) => routeLabels[route]['zh-CN']).join('；')}。适用条款：${clause}。理由：${reasons}`,
  },
  en: {
    letter: ({ reference, clause, reasons, routes }) => ({
      subject: `Our decision on your claim ${reference}`,
      preheader: 'Please read our reasons and the ways that stay open to you.',
      blocks: [
        `We have reviewed your claim ${reference}. The loss is not covered and we cannot pay it. As Article 24 of the Insurance Law of the PRC requires, these are our reasons.`,
        `Policy terms that apply: ${clause}`,
        'Reasons:',
        ...linesOf(reasons),
        'If you do not agree with this decision, you can:',
        { list: routes.map((route) => routeLabels[route].en) },
      ],
    }),
    sms: ({ reference, clause, reasons, routes }) =>
      `Claim ${reference} is not covered and cannot be paid. Open to you: ${routes.map((route) => shortRoutes[route]).join(', ')}. Terms: ${clause}. Reasons: ${reasons}`,
  },
};

/** In few letters: with reasons typed in Chinese the whole text message has some 200 characters. */
const shortRoutes = {
  review: 'review by us',
  mediation: 'mediation',
  arbitration: 'arbitration',
  litigation: 'court action',
} as const satisfies Record<keyof typeof routeLabels, string>;

/** Deductions with a minus sign: parts and deductions add up to the offer. */
function breakdown(model: ClaimModel<'claim-offered'>, language: Language): [string, string][] {
  return model.breakdown.map(({ label, amount: { amount, currency } }) => {
    const signed = { amount: isDeduction(label) ? -amount : amount, currency };
    return [breakdownLabels[label][language], formatMoney(signed, language)];
  });
}

function details(model: ClaimModel<'claim-offered'>, language: Language): string {
  const rows = breakdown(model, language).map((row) => row.join(language === 'en' ? ' ' : ''));
  if (language === 'en') {
    return [
      ...(rows.length ? [`Made up of: ${rows.join('; ')}.`] : []),
      ...(model.clause ? [`Terms: ${model.clause}`] : []),
    ].join(' ');
  }
  return [
    ...(rows.length ? [`构成：${rows.join('，')}。`] : []),
    ...(model.clause ? [`适用条款：${model.clause}`] : []),
  ].join('');
}
