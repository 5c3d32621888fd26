import { type Deadline, deadlineIdOf } from '../deadline.ts';
import type { DeadlineView } from '../deadline-schemas.ts';
import { intervalOf } from '../happening.ts';
import { countedOf } from '../keeping.ts';
import { clockOf } from '../reckoning.ts';

/** A deadline as people see it, with what its rule says. */
export function viewOf(deadline: Deadline): DeadlineView {
  const counted = countedOf(deadline);
  const { title, citation, class: kind, verified, unit, id } = counted.rule;
  const {
    pack,
    packVersion,
    pauses = [],
    extensions = [],
    reached = [],
    rule,
    customerId,
    wakeAt,
    ...shown
  } = deadline;
  const { createdAt, updatedAt, ...rest } = shown;
  return {
    ...rest,
    deadlineId: deadlineIdOf(deadline),
    rule: {
      ...{ pack, version: packVersion, id, title, citation: citation.text, class: kind, verified, unit },
      length: clockOf(deadline, counted).length,
    },
    pauses: pauses.map((pause) => ({ ...pause, toldBy: intervalOf(counted.rule, pause)?.told.by ?? 'receipt' })),
    extensions: extensions.map(({ letter, messageId, ...extension }) => extension),
    reached,
  };
}
