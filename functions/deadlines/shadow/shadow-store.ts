import { duePlace } from '../../platform/record/due.ts';
import { entity, type List, type Place } from '../../platform/record/entity.ts';
import type { Table } from '../../platform/record/table.ts';
import { type Deadline, deadlineIdOf, deadlineSchema, nameOfDeadline } from '../deadline.ts';

/**
 * The clocks of a pack that is only tried: beside those that a case has, and nothing reads them but the shadow itself. They are
 * woken at their due date, and found by the day on which they were missed.
 */
export const shadows = entity({
  type: 'shadow-deadline',
  schema: deadlineSchema,
  id: deadlineIdOf,
  key(id) {
    const { caseId = '', pack = '', rule, generation } = nameOfDeadline(id) ?? {};
    return { PK: partitionOf(caseId), SK: `${pack}.${rule}.${generation}` };
  },
  indexes: (shadow) => ({
    GSI2: duePlace(deadlineIdOf(shadow), shadow.wakeAt),
    GSI3: breachPlace(shadow),
  }),
});

/** The shadow clocks of a case, of all packs, as they are now. */
export async function readShadows(table: Table, caseId: string): Promise<readonly Deadline[]> {
  const { range, parse } = shadows.list({ partition: partitionOf(caseId) });
  return (await table.query(range)).items.map(parse);
}

/** The clocks of a pack that were due on a day (UTC) and missed, first due first. */
export function breachesOn(pack: string, day: string): List<Deadline> {
  return shadows.list({ index: 'GSI3', partition: breachPartition(pack, day) });
}

function breachPlace(shadow: Deadline): Place | undefined {
  const { pack, breachedAt } = shadow;
  return breachedAt === undefined
    ? undefined
    : [breachPartition(pack, breachedAt.slice(0, 10)), `${breachedAt}#${deadlineIdOf(shadow)}`];
}

function partitionOf(caseId: string): string {
  return `CASE#${caseId}#SHADOWS`;
}

function breachPartition(pack: string, day: string): string {
  return `SHADOW_BREACHES#${pack}#${day}`;
}
