import type { Wordings } from '../platform/wording.ts';

/** What the context says to callers. */
export const says = {
  record: { en: 'Deadline', 'zh-CN': '期限' },
  caseOrBranch: {
    en: 'Name a case, or a branch of yours',
    'zh-CN': '请指定案件，或您所在的机构',
  },
  openStateOnly: {
    en: 'A branch lists what is open: RUNNING, PAUSED, BREACHED or NOT_COMPUTABLE; what is over is found by its case',
    'zh-CN': '按机构只能查询未结期限：RUNNING、PAUSED、BREACHED 或 NOT_COMPUTABLE；已结期限请按案件查询',
  },
  noExtension: { en: 'Its rule knows no extension', 'zh-CN': '该规则未规定可以延期' },
  extendedBefore: (times: number) => ({
    en: `It was extended before; the rule allows it ${times === 1 ? 'once' : `${times} times`}`,
    'zh-CN': `该期限已延期，规则仅允许延期 ${times} 次`,
  }),
  ownCase: { en: 'Nobody extends a deadline of their own case', 'zh-CN': '不得延长本人案件的期限' },
  overAlready: { en: 'Nothing is to be extended: it is over', 'zh-CN': '期限已结束，无法延期' },
  approver: (role: string) => ({ en: `Only ${role} may extend it`, 'zh-CN': `仅 ${role} 可批准延期` }),
  notTold: {
    en: 'Ordered, but it is not proven that the customer was told: these days count',
    'zh-CN': '已作出决定，但无法证明已告知客户，相关日数照常计算',
  },
  stillPaused: {
    en: 'The customer was told, and it is not over: the clock stands still',
    'zh-CN': '已告知客户且尚未结束，期限暂停计算',
  },
  pausedHours: { en: 'Told and over: the time between is taken off', 'zh-CN': '已告知并已结束，其间时间予以扣除' },
  pausedDays: (days: number) => ({
    en: `Told and over: ${days === 1 ? '1 whole day is' : `${days} whole days are`} taken off; a day that it did not fill counts`,
    'zh-CN': `已告知并已结束，扣除 ${days} 个整日；未满整日的照常计算`,
  }),
  headOfficeOnly: {
    en: 'It reads the cases of all branches: only head office may ask for it',
    'zh-CN': '该操作涉及全部机构的案件，仅总部可发起',
  },
  noPack: (pack: string, version: string) => ({
    en: `There is no rule pack ${pack} ${version}`,
    'zh-CN': `规则包 ${pack} ${version} 不存在`,
  }),
  endsBeforeItBegins: { en: 'It ends before it begins', 'zh-CN': '截止日早于起始日' },
  notYet: { en: 'That day has not come yet', 'zh-CN': '该日期尚未到来' },
  tooManyDays: (days: number) => ({
    en: `At most ${days} days at a time`,
    'zh-CN': `每次最多 ${days} 日`,
  }),
  oneOf: (names: string) => ({ en: `One of ${names}`, 'zh-CN': `可选值：${names}` }),
  shadowPack: { en: 'Rule pack', 'zh-CN': '规则包' },
} satisfies Wordings;
