import type { RuleCase } from './rule-case.ts';

export const cnTrial: readonly RuleCase[] = [
  { id: 'trial-assess', starts: '2026-09-15T10:00', due: '2026-09-30' },
  {
    id: 'trial-pay',
    starts: '2026-09-28T10:00',
    due: '2026-10-03',
    rolled: '2026-10-08',
    prudent: '2026-09-30',
  },
];
