import type { Notice } from '../cases/case.ts';
import type { Principal } from '../platform/http/auth.ts';
import { DomainError } from '../platform/problems.ts';
import { actorOf } from '../platform/record/events.ts';
import { type Deadline, deadlineIdOf, isOver } from './deadline.ts';
import { says } from './deadline-wordings.ts';
import { type Counted, reckoned } from './reckoning.ts';

/** What an extension changes: the deadline, and what its case tells of it and to whom. */
export interface Extended {
  readonly changed: Deadline;
  readonly change: {
    readonly happened: 'deadline-extended';
    readonly data: Readonly<Record<string, unknown>>;
    readonly note: string;
    readonly tells: readonly Notice[];
  };
}

/**
 * A deadline that is extended as its rule allows: by whom, how often and how long. Where the customer must be told, it holds
 * once that is proven. Throws `forbidden` and `illegal-state`.
 */
export function extended(deadline: Deadline, counted: Counted, reason: string, by: Principal, now: Date): Extended {
  const { extensions = [] } = deadline;
  const [rule] = counted.rule.extensions ?? [];
  if (!rule) throw new DomainError('illegal-state', says.noExtension);
  if (!by.roles.includes(rule.approver)) throw new DomainError('forbidden', says.approver(rule.approver));
  if (isOver(deadline)) throw new DomainError('illegal-state', says.overAlready);
  if (extensions.length >= rule.times) throw new DomainError('illegal-state', says.extendedBefore(rule.times));
  const letter = rule.told?.letter;
  const { length, told } = rule;
  const one = { length, approvedBy: actorOf(by), reason, at: now.toISOString(), ...(letter && { letter }) };
  const changed = reckoned({ ...deadline, extensions: [...extensions, one] }, counted, now);
  const wouldBe = reckoned({ ...deadline, extensions: [...extensions, { ...one, letter: undefined }] }, counted, now);
  const { title } = counted.rule;
  return {
    changed,
    change: {
      happened: 'deadline-extended',
      data: { deadlineId: deadlineIdOf(deadline), length, unit: counted.rule.unit },
      note: reason,
      tells:
        told && wouldBe.due
          ? [{ template: 'deadline-extended', model: { what: title, due: wouldBe.due, reason } }]
          : [],
    },
  };
}
