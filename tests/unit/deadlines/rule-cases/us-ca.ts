import type { RuleCase } from './rule-case.ts';

export const usCa: readonly RuleCase[] = [
  { id: 'ca-acknowledge', starts: '2026-11-11T18:00', due: '2026-11-26', rolled: '2026-11-27', prudent: '2026-11-25' },
  { id: 'ca-decide', starts: '2026-05-26T20:00', due: '2026-07-05', rolled: '2026-07-06', prudent: '2026-07-02' },
  { id: 'ca-pay', starts: '2026-06-04T09:00', due: '2026-07-04', rolled: '2026-07-06', prudent: '2026-07-02' },
];
