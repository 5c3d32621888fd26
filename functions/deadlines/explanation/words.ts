import type { Rule, Unit } from '../packs/rule.ts';

const units: Record<Unit, readonly [en: string, zh: string]> = {
  minute: ['minute', '分钟'],
  hour: ['hour', '小时'],
  'natural-day': ['calendar day', '个自然日'],
  'working-day': ['working day', '个工作日'],
  month: ['month', '个月'],
  year: ['year', '年'],
};
const classes: Record<Rule['class'], readonly [en: string, zh: string]> = {
  law: ['The law', '法定期限'],
  promise: ['A promise of the insurer', '公司承诺时限'],
  draft: ['A draft that binds nobody', '草案（不具约束力）'],
};

/** The sentences of an explanation; moments and names come formatted. */
interface Words {
  rule(title: string, citation: string, kind: Rule['class'], verified: boolean): string;
  started(at: string, by: string, inDays: boolean): string;
  length(length: number, unit: Unit): string;
  readonly unlessContract: string;
  pause(by: string, orderedAt: string, toldAt: string | undefined, endedAt: string | undefined): string;
  extended(length: number, unit: Unit, by: string, reason: string, told: boolean): string;
  notComputable(year: number): string;
  due(at: string, inDays: boolean): string;
  rolled(at: string | undefined, law: string | undefined): string;
  zone(zone: string): string;
  prudent(at: string): string;
  breached(at: string): string;
  satisfied(at: string, by: string): string;
  message(id: string): string;
  superseded(at: string): string;
  cancelled(at: string): string;
}

const en: Words = {
  rule: (title, citation, kind, verified) =>
    `${title}. ${classes[kind][0]}: ${citation}${verified ? '' : ' (not verified in the primary text)'}.`,
  started: (at, by, inDays) => `It began on ${at} with ${by}${inDays ? '; that day is not counted' : ''}.`,
  length: (length, unit) =>
    `It lasts ${many(length, unit)}${unit === 'hour' || unit === 'minute' ? ', through nights and holidays' : ''}.`,
  unlessContract: 'The contract may say otherwise; nothing else is on record.',
  pause: (by, orderedAt, toldAt, endedAt) =>
    toldAt === undefined
      ? `A pause was ordered on ${orderedAt} (${by}), but it is not proven that the customer was told: it is not taken off.`
      : `It stood still from ${toldAt}, when the customer had been told (${by}, ordered on ${orderedAt}), ${endedAt === undefined ? 'and still does' : `until ${endedAt}; a day that it did not fill counts`}.`,
  extended: (length, unit, by, reason, told) =>
    `${by} extended it by ${many(length, unit)}: ${reason}.${told ? '' : ' The customer has not been told yet, so it does not hold.'}`,
  notComputable: (year) => `Its last day is not known: the working days of ${year} are not published yet.`,
  due: (at, inDays) => (inDays ? `It is due at the end of ${at}.` : `It is due on ${at}.`),
  rolled: (at, law) =>
    at === undefined
      ? 'Whether that is a day off is not published yet.'
      : `That is a day off; moved past it${law ? `, as ${law} has it,` : ''} it would end on ${at}.`,
  prudent: (at) => `The last working day before it, by which we work, is ${at}.`,
  breached: (at) => `It was missed: nothing had kept it by ${at}.`,
  satisfied: (at, by) => `It was fulfilled on ${at} by ${by}.`,
  message: (id) => `the message ${id}`,
  superseded: (at) => `It began anew on ${at}.`,
  zone: (zone) => `Times and days are those of ${zone}.`,
  cancelled: (at) => `It ended on ${at}, as what it was for came to its end.`,
};

const zh: Words = {
  rule: (title, citation, kind, verified) =>
    `${title}。${classes[kind][1]}：${citation}${verified ? '' : '（未经原文核实）'}。`,
  started: (at, by, inDays) => `自${at}“${by}”起算${inDays ? '，当日不计入' : ''}。`,
  length: (length, unit) =>
    `期限为 ${length} ${units[unit][1]}${unit === 'hour' || unit === 'minute' ? '，夜间及节假日连续计算' : ''}。`,
  unlessContract: '合同另有约定的从其约定；目前无其他约定记录。',
  pause: (by, orderedAt, toldAt, endedAt) =>
    toldAt === undefined
      ? `${orderedAt}曾决定暂停（${by}），但无法证明已告知客户，故不予扣除。`
      : `自${toldAt}告知客户时起暂停（${by}，${orderedAt}决定），${endedAt === undefined ? '目前仍在暂停' : `至${endedAt}恢复；未满整日的照常计算`}。`,
  extended: (length, unit, by, reason, told) =>
    `${by}批准延长 ${length} ${units[unit][1]}：${reason}。${told ? '' : '尚未告知客户，延期暂不生效。'}`,
  notComputable: (year) => `${year} 年工作日安排尚未公布，届满日暂无法确定。`,
  due: (at, inDays) => (inDays ? `届满日为${at}（当日24时）。` : `届满时间为${at}。`),
  rolled: (at, law) =>
    at === undefined ? '该日是否为法定休假日尚未公布。' : `该日为休假日，${law ? `依${law}` : ''}顺延至${at}。`,
  prudent: (at) => `此前最后一个工作日为${at}，我们以此安排工作。`,
  breached: (at) => `至${at}仍未完成，已逾期。`,
  satisfied: (at, by) => `${at}已履行（${by}）。`,
  message: (id) => `消息 ${id}`,
  superseded: (at) => `${at}重新起算。`,
  zone: (zone) => `以上时间和日期均按 ${zone} 时区计算。`,
  cancelled: (at) => `${at}因所涉事项终结而终止。`,
};

export const wordsIn = { en, 'zh-CN': zh } as const;

function many(count: number, unit: Unit): string {
  return `${count} ${units[unit][0]}${count === 1 ? '' : 's'}`;
}
