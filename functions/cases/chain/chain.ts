import type { Role } from '../../platform/http/auth.ts';
import type { Step } from '../../platform/record/steps.ts';
import type { Table } from '../../platform/record/table.ts';
import type { FollowUp } from '../../tasks/follow-up.ts';
import type { Queue } from '../../tasks/task.ts';
import type { Fields, TaskKind } from '../../tasks/task-kind.ts';
import { waitingStep } from '../../tasks/waiting.ts';
import type { Case, CaseChange, World } from '../case.ts';
import type { CaseStore } from '../case-store.ts';
import { beginningStep } from '../entering.ts';
import { handover } from '../handover.ts';
import { reachCustomer } from '../reach-customer.ts';
import { chainClocks } from './chain-clocks.ts';
import { type Answered, chainExecutions } from './chain-executions.ts';
import { chainFollowUps } from './chain-follow-ups.ts';
import { chainTasks, named } from './chain-tasks.ts';

/** What a context declares of its chain of work: its cases, how they begin, its kinds of task, and its other steps. */
interface Declaration<C extends Case, R> {
  readonly store: CaseStore<C, R>;
  /** The queues of its tasks, which staff look into. */
  readonly queues: readonly Queue[];
  readonly kinds: readonly TaskKind<C, R>[];
  /** Its kinds of task that no workflow waits for. */
  readonly followUps?: readonly FollowUp<C, R>[];
  /** What the workflow's first state does with a new case, where it does more than find its place. */
  readonly registers?: (world: World<C, R>) => readonly CaseChange<C>[];
  /** What it means for a case whose workflow has ended that its last order was answered. */
  readonly answered?: Answered<C, R>;
  /** The steps of states that wait for nobody, by name. */
  readonly steps?: Readonly<Record<string, Step<{ table: Table }>>>;
}

/** A kind of task, as the API shows it. */
export interface KindView {
  readonly kind: string;
  readonly deciders: readonly Role[];
  readonly facts: Fields;
  readonly decision: Fields;
}

export type Chain = ReturnType<typeof chainOf>;

/** All that the rest of the product needs of a chain, whatever its cases are about. */
export function chainOf<C extends Case, R>(declared: Declaration<C, R>) {
  const { store, queues, kinds, registers, steps } = declared;
  const { type } = store;
  const followUps: readonly FollowUp<C, R>[] = [...(declared.followUps ?? []), reachCustomer(type)];
  const all: readonly TaskKind<C, R>[] = [...kinds, handover(type)];
  const views: readonly KindView[] = [...all, ...followUps];

  return {
    name: type.name,
    prefix: type.prefix,
    workflow: type.workflow,
    queues: [...queues, type.handover.queue, ...(type.outreach ? [type.outreach.queue] : [])],
    kinds: views,
    kindOf: (name: string): KindView => named(views, name),

    /** The steps of its workflow: the first one, one for each kind of task under the kind's name, and its own. */
    steps: {
      begin: beginningStep(store, registers, kinds),
      ...Object.fromEntries(all.map((kind) => [kind.kind, waitingStep(store, kind)])),
      ...steps,
    } as Readonly<Record<string, Step<{ table: Table }>>>,

    ...chainTasks(store, all, followUps),
    ...chainFollowUps(store, followUps),
    ...chainExecutions(store, declared.answered),
    ...chainClocks(store),
  };
}
