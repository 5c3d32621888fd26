import type { Filling, Wordings } from '../platform/wording.ts';

export const says = {
  branch: { en: 'Branch', 'zh-CN': '机构' },
  record: { en: 'Member of staff', 'zh-CN': '员工' },
  noBranch: { en: 'There is no such branch', 'zh-CN': '该机构不存在' },
  noStandIn: { en: 'Nobody of this staffId is on record', 'zh-CN': '没有该 staffId 的员工记录' },
  ownStandIn: { en: 'Somebody else stands in', 'zh-CN': '代理人须为本人以外的员工' },
  managerOfTheirOwn: { en: 'They would report to themselves', 'zh-CN': '汇报关系形成循环' },
  branchUnderItself: { en: 'The branch would lie under itself', 'zh-CN': '机构层级形成循环' },
  tooDeep: (deepest: Filling) => ({ en: `More than ${deepest} levels`, 'zh-CN': `层级超过 ${deepest} 层` }),
  noneAbove: { en: 'Nothing is above head office', 'zh-CN': '总公司没有上级机构' },
  headOfficeStays: { en: 'Head office stays open', 'zh-CN': '总公司不能停用' },
  validFromAhead: { en: 'Not after today: say it when it is so', 'zh-CN': '不得晚于今天，请在生效后提交' },
  leaveOnly: (fields: Filling) => ({
    en: `Only an administrator changes ${fields}; supervisors enter leave`,
    'zh-CN': `${fields} 仅限管理员修改；主管只能登记休假`,
  }),
  ownBranch: { en: 'You may only enter leave for staff of your own branch', 'zh-CN': '只能为本机构员工登记休假' },
  noSuchDay: { en: 'Nothing is on record of that day', 'zh-CN': '该日没有记录' },
  myself: { en: '`me` is whoever asks', 'zh-CN': '`me` 为保留字，表示调用者本人' },
  zone: { en: 'An IANA time zone such as Asia/Shanghai', 'zh-CN': '须为 IANA 时区，例如 Asia/Shanghai' },
  hours: { en: 'Hours such as 09:00-17:30', 'zh-CN': '须为营业时间，例如 09:00-17:30' },
  hoursInOrder: { en: 'In order, one after the other', 'zh-CN': '各时段须按先后排列且互不重叠' },
  once: { en: 'Each once', 'zh-CN': '不得重复' },
  afterFrom: { en: 'It must be after from', 'zh-CN': '须晚于 from' },
  leaveOverlaps: { en: 'Leaves do not overlap', 'zh-CN': '各次休假不得重叠' },
  tooMany: (max: Filling) => ({ en: `At most ${max} entries`, 'zh-CN': `最多 ${max} 项` }),
} as const satisfies Wordings;
