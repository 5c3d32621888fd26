import * as z from 'zod';
import type { Customer } from '../customers/customer.ts';
import type { Deadline } from '../deadlines/deadline.ts';
import type { Facts as ClockFacts } from '../deadlines/packs/scope.ts';
import type { Ladder } from '../deadlines/waking/ladder.ts';
import type { ModelInput, TemplateName } from '../letters.ts';
import { DomainError } from '../platform/problems.ts';
import { type Place as IndexPlace, versioned } from '../platform/record/entity.ts';
import type { Table, Write } from '../platform/record/table.ts';
import type { Wording } from '../platform/wording.ts';
import type { Queue, Task } from '../tasks/task.ts';
import type { TaskClock } from '../tasks/task-due.ts';
import { says } from './case-wordings.ts';

/** What every case has, whatever it is about: the fields that a case type's schema takes in. */
export const caseFields = {
  reference: z.string(),
  customerId: z.string(),
  branchId: z.string(),
  /** The one task that the case waits for; tasks of the past are found by the case. */
  openTaskId: z.string().optional(),
  /** Which execution of its workflow works on it: 1, 2 … An older one ends by itself. */
  execution: z.int().min(1),
  /** How often it was started anew since it last moved on. */
  restarts: z.int().optional(),
  /** Ops have stopped its workflow: nothing starts it anew but they. */
  halted: z.literal(true).optional(),
  /** The rule packs that its clocks are counted by, by name and version: those that it began with. */
  packs: z.record(z.string(), z.string()).optional(),
  /** When it must have moved on; then it is woken, and looked at. Not there once the case has ended. */
  wakeAt: z.iso.datetime().optional(),
  /** When it was to have moved on, where it has been looked at since and is still trusted to. */
  lateSince: z.iso.datetime().optional(),
  ...versioned,
};

export type Case = z.infer<z.ZodObject<typeof caseFields>> & { readonly status: string };

type Kept = 'version' | 'createdAt' | 'updatedAt';
type Settable<C> = C extends unknown ? Partial<Omit<C, Kept>> : never;
type KeyOf<C> = C extends unknown ? keyof C : never;

/** A message to the customer that a change brings with it. */
export type Notice = {
  [Name in TemplateName]: { readonly template: Name; readonly model: Omit<ModelInput<Name>, 'reference'> };
}[TemplateName];

/** What is told in a case's history, and to whom. */
export interface Told {
  /** `registered` for the event `claim.registered.v1`. */
  readonly happened: string;
  readonly data?: Readonly<Record<string, unknown>>;
  /** In somebody's own words. */
  readonly note?: string | undefined;
  /** Whom it tells: the messages that go out with it. */
  readonly tells?: readonly Notice[];
}

/** One step of a case's history, and all that follows from it. */
export interface CaseChange<C extends Case> extends Told {
  readonly set?: Settable<C>;
  /** What the machinery of cases sets; rules leave it alone. */
  readonly own?: Partial<Pick<Case, 'openTaskId' | 'execution' | 'restarts' | 'halted'>>;
  /** What the case no longer holds. */
  readonly drops?: readonly KeyOf<C>[];
  /** Nobody need work on the open task any more. */
  readonly cancels?: true;
  /** What else is written with it, such as the cover that it reserves. */
  readonly also?: readonly Write[];
}

/** What a rule decides from, read once: the case, its customer, its open task, and what its type reads besides. */
export interface World<C extends Case, Reads = unknown> {
  readonly it: C;
  readonly customer: Customer;
  readonly task: Task | undefined;
  readonly reads: Reads;
  /** Its clocks, open and over. */
  readonly deadlines: readonly Deadline[];
}

/** Which clocks a type of case has: rules begin and end them by its events. */
export interface Clocks<C extends Case, Reads> {
  /** The packs whose rules are for it; a case keeps the version that is the latest when it begins. */
  packs(): readonly string[];
  /** The event with which it is made. */
  readonly first: string;
  /** What rules ask about it. */
  facts(world: Pick<World<C, Reads>, 'it' | 'customer' | 'reads'>): ClockFacts;
  /** Whom the waker tells when they run out. Without it the type's own workflow climbs, and the waker tells nobody: never both. */
  readonly ladder?: Ladder;
  /** What a change means besides its events, in the same form: `documents-completed`. */
  marks?(before: C, after: C): readonly string[];
}

type InStatus<C, S> = C extends { readonly status: infer Own } ? (S extends Own ? C & { status: S } : never) : never;

/** A method's type, so that the place of one status can be asked of any case: `placeOf` gives it only those in that status. */
type PlaceOf<C, Reads, Place> = { of(it: C, reads: Reads): Place }['of'];

/** Where each status stands: a state of the workflow, or null where nothing is left to do. */
export type Stands<C extends Case, Reads, Place extends string> = {
  readonly [S in C['status']]: Place | null | PlaceOf<InStatus<C, S>, Reads, Place>;
};

/** What a context says of its cases; keys, events, executions, hand-over and findings follow from it. */
export interface CaseType<C extends Case, Reads = unknown, Place extends string = string> {
  /** `claim`: in keys (`CLAIM#…`), events (`claim.registered.v1`) and executions (`claim-<id>-1`). */
  readonly name: string;
  /** `clm` for ids like `clm_01J…`. */
  readonly prefix: string;
  /** `C` for references like `C7KQ2-M9X41`. */
  readonly letter: string;
  readonly idOf: (it: C) => string;
  readonly schema: z.ZodType<C>;
  /** The file in workflows/, without its ending. */
  readonly workflow: string;
  readonly transitions: Readonly<Record<C['status'], readonly C['status'][]>>;
  /** Its own words for a transition that there is not. */
  readonly cannotBecome?: (from: C['status'], to: C['status']) => Wording;
  readonly stands: Stands<C, Reads, Place>;
  /** The workflow's first state: it registers a new case, and finds the place of any other. */
  readonly begins: Place;
  /** Where a case can end early: a step then stops with this error, and its workflow in this state. */
  readonly ended?: {
    readonly status: C['status'];
    readonly code: string;
    readonly state: string;
    readonly says: Wording;
  };
  /**
   * What staff have to themselves in its history besides how the house works: whole events by what happened, the notes of
   * others, and fields of any event.
   */
  readonly internal?: {
    readonly events: readonly string[];
    readonly notes?: readonly string[];
    readonly fields: readonly string[];
  };
  /** What a case belongs to, under which staff find it, such as the number of its policy. */
  readonly belongsTo?: (it: C) => string;
  /** What is told of it where it stands beside others, as it changes with the status. */
  readonly summary?: (it: C) => Readonly<Record<string, unknown>>;
  /** What else its cases are listed by, and what they are sorted by there. */
  readonly listedBy?: (it: C) => IndexPlace;
  /** Who gets what nobody foresaw, and the clock of the time that they have for it: the same for every case. */
  readonly handover: { readonly queue: Queue; readonly clock: TaskClock };
  /** Who tells a customer whom a notice has not reached; by default whoever gets what nobody foresaw. */
  readonly outreach?: { readonly queue: Queue; readonly clock: TaskClock };
  readonly clocks?: Clocks<C, Reads>;
  /** What else its rules decide from. */
  readonly reads: (table: Table, it: C) => Promise<Reads>;
}

/** The state of the workflow that a case belongs in; null when nothing is left to do. Total: every status has its place. */
export function placeOf<C extends Case, Reads>(
  { stands }: Pick<CaseType<C, Reads>, 'stands'>,
  it: C,
  reads: Reads,
): string | null {
  const places: Readonly<Record<string, string | null | PlaceOf<C, Reads, string>>> = stands;
  const place = places[it.status];
  if (place === undefined) throw new Error(`No place is known for a case that is ${it.status}`);
  return typeof place === 'function' ? place(it, reads) : place;
}

/** The case after a change. Throws `illegal-state` for a transition that its type does not have. */
export function evolve<C extends Case>(
  type: Pick<CaseType<C>, 'schema' | 'transitions' | 'cannotBecome'>,
  read: C,
  change: CaseChange<C>,
): C {
  const status: C['status'] = statusIn(change) ?? read.status;
  if (status !== read.status) assertMay(type, read, status);
  const left = Object.fromEntries(
    Object.entries(read).filter(([key]) => !change.drops?.some((dropped) => dropped === key)),
  );
  return type.schema.parse({ ...left, restarts: undefined, ...change.set, ...change.own });
}

/** The status that a change sets, if it sets one. */
export function statusIn<C extends Case>({ set }: CaseChange<C>): C['status'] | undefined {
  return set && 'status' in set ? set.status : undefined;
}

/** Throws `illegal-state` when the case cannot go to `status` from where it is. */
export function assertMay<C extends Case>(
  { transitions, cannotBecome = says.cannotBecome }: Pick<CaseType<C>, 'transitions' | 'cannotBecome'>,
  { status: from }: C,
  to: C['status'],
): void {
  const next: Readonly<Record<string, readonly string[]>> = transitions;
  if (!next[from]?.includes(to)) throw new DomainError('illegal-state', cannotBecome(from, to));
}
