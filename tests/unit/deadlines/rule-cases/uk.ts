import type { RuleCase } from './rule-case.ts';

export const uk: readonly RuleCase[] = [
  { id: 'disp-summary', starts: '2026-04-01T15:00', due: '2026-04-08' },
  { id: 'disp-final', starts: '2026-03-02T09:00', due: '2026-04-27' },
  { id: 'disp-ombudsman', starts: '2026-08-31T12:00', due: '2027-02-28', rolled: '2027-03-01', prudent: '2027-02-26' },
];
