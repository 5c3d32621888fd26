import type { RuleCase } from './rule-case.ts';

export const cnDraft: readonly RuleCase[] = [
  {
    id: 'cmp.decide.simple',
    starts: '2026-09-22T10:00',
    due: '2026-10-02',
    rolled: '2026-10-08',
    prudent: '2026-09-30',
  },
  {
    id: 'cmp.decide.complex',
    starts: '2026-09-02T10:00',
    due: '2026-10-02',
    rolled: '2026-10-08',
    prudent: '2026-09-30',
  },
  {
    id: 'cmp.review.window',
    starts: '2026-05-14T09:00',
    due: '2026-06-13',
    rolled: '2026-06-15',
    prudent: '2026-06-12',
  },
  {
    id: 'cmp.review.decide',
    starts: '2026-01-20T10:00',
    due: '2026-02-19',
    rolled: '2026-02-24',
    prudent: '2026-02-14',
  },
];
