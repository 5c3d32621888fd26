import type { Filling, Wordings } from '../platform/wording.ts';

export const says = {
  cannotBecome: (from: Filling, to: Filling) => ({
    en: `A case that is ${from} cannot become ${to}`,
    'zh-CN': `案件状态不能由“${from}”变更为“${to}”`,
  }),
  notAwaited: { en: 'The case no longer waits for this task', 'zh-CN': '案件已不再等待该任务' },
  unknownKind: (kind: Filling) => ({
    en: `Tasks of the kind ${kind} are not decided here`,
    'zh-CN': `${kind} 类任务不在此处理`,
  }),
  noCalls: (kind: Filling) => ({
    en: `Tasks of the kind ${kind} have no calls`,
    'zh-CN': `${kind} 类任务无需登记通话`,
  }),
  caseEnded: { en: 'The case has ended, and its workflow with it', 'zh-CN': '案件已结束，流程不再执行' },
  notCurrent: (name: Filling) => ({
    en: `Another execution works on the case: ${name}`,
    'zh-CN': `该案件现由另一执行记录处理：${name}`,
  }),
  notRunning: { en: 'The execution is not running', 'zh-CN': '该执行记录未在运行' },
} as const satisfies Wordings;
