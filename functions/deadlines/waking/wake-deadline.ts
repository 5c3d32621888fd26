import { findingWrite } from '../../cases/finding/finding.ts';
import { chainOfCase } from '../../chains.ts';
import { system } from '../../platform/record/events.ts';
import type { Table, Write } from '../../platform/record/table.ts';
import { type Deadline, deadlineIdOf } from '../deadline.ts';
import { deadlines } from '../deadline-store.ts';
import { countedOf } from '../keeping.ts';
import { type DigestItem, toldOf } from './digest.ts';
import { peopleAt } from './ladder.ts';
import { woken } from './woken.ts';

/** What happens to a deadline when its time has come: people are told of a rung, and its case of a breach, each once. */
export async function wakeDeadline(table: Table, id: string, now: Date): Promise<Write[]> {
  const deadline = await deadlines.get(table, id);
  if (!deadline?.wakeAt || deadline.wakeAt > now.toISOString()) return [];
  const { after, rungs, missed } = woken(deadline, countedOf(deadline), now);
  const { write } = deadlines.replace(deadline, after, now);
  return [
    write,
    ...(await toldAt(table, after, rungs, now)),
    ...(missed ? await missedWrites(table, after, now) : []),
    ...(after.state === 'NOT_COMPUTABLE' ? [foundOf(after, 'calendar-missing', String(after.missingYear), now)] : []),
  ];
}

/** Those whom the rungs tell, each once, with the highest rung that is theirs. */
async function toldAt(table: Table, deadline: Deadline, rungs: readonly number[], now: Date): Promise<Write[]> {
  const { ladder, task } = rungs.length > 0 ? await chainOfCase(deadline.caseId).climbing(table, deadline.caseId) : {};
  if (!ladder) return [];
  const told = new Map<string, number>();
  for (const percent of rungs) {
    const step = ladder.rungs[percent];
    const people = step ? await peopleAt(table, ladder, step, { branchId: deadline.branchId, task }, now) : [];
    for (const { staffId } of people) told.set(staffId, percent);
  }
  if (told.size === 0) return [foundOf(deadline, 'nobody-to-tell', deadline.branchId, now)];
  const { title } = countedOf(deadline).rule;
  const { caseReference, due = now.toISOString() } = deadline;
  const item = { deadlineId: deadlineIdOf(deadline), caseReference, title, due };
  const news = ([staffId, percent]: [string, number]) =>
    toldOf(table, staffId, [{ ...item, percent } satisfies DigestItem], now);
  return (await Promise.all([...told].map(news))).flat();
}

async function missedWrites(table: Table, deadline: Deadline, now: Date): Promise<Write[]> {
  const { pack, rule, due, caseId } = deadline;
  const data = { deadlineId: deadlineIdOf(deadline), rule: `${pack}.${rule}`, due };
  return chainOfCase(caseId).tell(table, caseId, { happened: 'deadline-missed', data }, system, now);
}

/** One finding a day for each year that is missing, and for each branch that has nobody. */
function foundOf(deadline: Deadline, kind: 'calendar-missing' | 'nobody-to-tell', about: string, now: Date): Write {
  const { caseId, caseReference: reference } = deadline;
  const foundAt = now.toISOString();
  const found = { kind, caseType: chainOfCase(caseId).name, caseId, reference, action: 'none', foundAt } as const;
  return findingWrite(found, `${about} ${foundAt.slice(0, 10)}`);
}
