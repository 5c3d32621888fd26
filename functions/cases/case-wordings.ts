import type { Filling, Wordings } from '../platform/wording.ts';

export const says = {
  notAwaited: { en: 'The case no longer waits for this task', 'zh-CN': '案件已不再等待该任务' },
  unknownKind: (kind: Filling) => ({
    en: `Tasks of the kind ${kind} are not decided here`,
    'zh-CN': `${kind} 类任务不在此处理`,
  }),
} as const satisfies Wordings;
