import type { z } from 'zod';
import type { Case, CaseChange, CaseType, Told, World } from '../cases/case.ts';
import type { Principal, Role } from '../platform/http/auth.ts';
import type { Actor } from '../platform/record/events.ts';
import type { Queue, Task } from './task.ts';
import type { TaskClock } from './task-due.ts';

/** The schema of an object. */
export type Fields = z.ZodType<Readonly<Record<string, unknown>>>;

/** Who decides, and when. */
export interface Decider {
  readonly by: Principal;
  readonly now: Date;
}

export interface Assignment {
  readonly task: Task;
  readonly assignee: Actor;
  /** When the person will come or call. */
  readonly appointmentAt?: string | undefined;
}

/** A call to the customer by whoever has the task. */
export interface Call {
  readonly task: Task;
  readonly outcome: 'reached' | 'not-reached';
  readonly note?: string | undefined;
}

/** What went wrong in a workflow: the state, and the error's name and cause. */
export interface Failure {
  readonly state: string;
  readonly error: string;
  readonly cause: string;
}

/**
 * A kind of task: all there is to say of it, in one file of its context. The step that opens it, its schemas in the API,
 * the routes' roles and the workflow's way on follow from it. Its rules are pure: they say what changes, and throw `DomainError`.
 */
export interface TaskKind<C extends Case, R, F extends Fields = Fields, D extends Fields = Fields> {
  readonly kind: string;
  /** By which its time is counted, from when the workflow began to wait. */
  readonly clock: TaskClock;
  readonly deciders: readonly [Role, ...Role[]];
  /** What the person needs to decide, frozen when the task is opened. */
  readonly facts: F;
  readonly decision: D;
  /** The state of the workflow that a decision usually leads to, and the others; without it, wherever the case stands. */
  readonly leadsTo?: string;
  readonly orTo?: readonly string[];
  queue(world: World<C, R>): Queue;
  /** What opening it changes, and its facts; told what failed, where nobody foresaw it. */
  opens(world: World<C, R>, failure?: Failure): { readonly facts: z.input<F>; readonly change: CaseChange<C> };
  decides(world: World<C, R> & Decider, decision: z.output<D>): CaseChange<C>;
  /** What the task keeps of its decision, and shows, where that is not all of it. */
  keeps?(decision: z.output<D>): Readonly<Record<string, unknown>>;
  /** What it means that nobody decided it in its time, where that is no escalation. */
  overdue?(world: World<C, R>, now: Date): CaseChange<C>;
  /** Who must not have it, by sub: whoever did what it checks. */
  notFor?(world: World<C, R>): readonly string[];
  /** What its case tells when somebody takes it on, and whom. */
  assigned?(world: World<C, R>, assignment: Assignment): Told;
  /** What its case tells of a call to the customer, where the task has calls: `surveyor-called`. */
  readonly calls?: string;
}

/** Types the kinds of task of a type of case, each by its schemas; where they lead to are states of its workflow. */
export function kindsOf<C extends Case, R, Place extends string>(_type: CaseType<C, R, Place>) {
  type Kind<F extends Fields, D extends Fields> = TaskKind<C, R, F, D> & {
    readonly leadsTo?: Place;
    readonly orTo?: readonly Place[];
  };
  return <F extends Fields, D extends Fields>(declared: Kind<F, D>): Kind<F, D> => declared;
}
