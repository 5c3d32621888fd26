import type { VirtualClock } from '../clock.ts';
import type { Ids } from '../ids.ts';
import type { Json, JsonObject, State, StateMachine } from './asl.ts';
import { AslError } from './asl-error.ts';
import type { MachineType } from './definition.ts';
import { History, payload } from './history.ts';
import type { ServiceCall } from './integration.ts';
import type { Evaluator } from './jsonata.ts';
import { runBranch } from './states/run.ts';
import { Aborted, Strand } from './strand.ts';
import type { TaskTokens } from './tokens.ts';

export interface Machine {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly type: MachineType;
  readonly definition: string;
  readonly parsed: StateMachine;
  readonly creationDate: number;
}

/** What executions need of the world around them. */
export interface Host {
  readonly clock: VirtualClock;
  readonly region: string;
  readonly random: () => number;
  readonly ids: Ids;
  readonly evaluator: Evaluator;
  readonly tokens: TaskTokens;
  readonly integrate: (call: ServiceCall) => Promise<unknown>;
  readonly onTransition: (event: { stateMachineArn: string; executionArn: string; state: string }) => void;
  readonly onStatusChange: (execution: Execution) => void;
}

export type Status = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** Quota: an execution lasts at most a year in Standard and five minutes in Express workflows, in seconds. */
const LONGEST: Readonly<Record<MachineType, number>> = { STANDARD: 365 * 86_400, EXPRESS: 300 };

/** Where the execution stood when it last entered a state at its top level, from where it can be redriven. */
interface Checkpoint {
  readonly name: string;
  readonly state: State;
  readonly input: Json;
  readonly variables: JsonObject;
}

/** One execution of a state machine. Dates are in ms since the epoch. */
export class Execution {
  readonly host: Host;
  readonly machine: Machine;
  readonly name: string;
  readonly arn: string;
  /** The input as it was sent. */
  readonly input: string;
  readonly history: History;
  readonly startDate: number;
  /** Counts up from the first execution, to list them in order. */
  readonly sequence: number;
  status: Status = 'RUNNING';
  stopDate: number | undefined;
  output: string | undefined;
  failure: { error?: string | undefined; cause?: string | undefined } = {};
  redriveCount = 0;
  redriveDate: number | undefined;
  #checkpoint: Checkpoint | undefined;
  #strand: Strand | undefined;
  #abort = new AbortController();
  #cancelTimeout: () => void = () => undefined;

  constructor(host: Host, machine: Machine, named: { name: string; arn: string; input: string; sequence: number }) {
    this.host = host;
    this.machine = machine;
    this.name = named.name;
    this.arn = named.arn;
    this.input = named.input;
    this.sequence = named.sequence;
    this.startDate = host.clock.now();
    this.history = new History(() => host.clock.now());
  }

  get closed(): boolean {
    return this.status !== 'RUNNING';
  }

  /** The last state that was entered at the top level. */
  get reached(): State | undefined {
    return this.#checkpoint?.state;
  }

  /** Starts the execution; resolves when it is closed. */
  start(): Promise<void> {
    const input: Json = JSON.parse(this.input);
    const { roleArn } = this.machine;
    this.history.add('ExecutionStarted', 0, { ...payload('input', input), roleArn });
    this.#tell();
    return this.#run(0, input, {}, this.machine.parsed.StartAt);
  }

  /** Goes on where the execution failed, with the input and the variables it had there. */
  redrive(): void {
    const from = this.#checkpoint;
    if (!from) return;
    this.redriveCount += 1;
    this.redriveDate = this.host.clock.now();
    this.status = 'RUNNING';
    this.stopDate = undefined;
    this.failure = {};
    const event = this.history.add('ExecutionRedriven', this.history.events.length, {
      redriveCount: this.redriveCount,
    });
    this.#tell();
    this.#run(event, from.input, from.variables, from.name);
  }

  /** Aborts the execution, with all that waits in it. */
  stop(error: string | undefined, cause: string | undefined): void {
    if (this.closed) return;
    this.failure = { error, cause };
    this.#close('ABORTED', 'ExecutionAborted', 0, failureDetails(error, cause));
  }

  /** Ends the execution without a trace. */
  forget(): void {
    this.#cancelTimeout();
    this.status = 'ABORTED';
    this.#abort.abort(new Aborted('The execution was forgotten'));
  }

  /** A state was entered or retried, which AWS bills. */
  transition(state: string): void {
    this.host.onTransition({ stateMachineArn: this.machine.arn, executionArn: this.arn, state });
  }

  /** Notes where to go on after a redrive; only the execution's own strand leaves such a note. */
  checkpoint(strand: Strand, name: string, state: State, input: Json): void {
    if (strand === this.#strand) this.#checkpoint = { name, state, input, variables: strand.variables };
  }

  /** The context object, less what depends on the state. */
  context(): JsonObject {
    return {
      Execution: {
        Id: this.arn,
        Input: JSON.parse(this.input),
        Name: this.name,
        RoleArn: this.machine.roleArn,
        StartTime: new Date(this.startDate).toISOString(),
        RedriveCount: this.redriveCount,
      },
      StateMachine: { Id: this.machine.arn, Name: this.machine.name },
    };
  }

  async #run(previous: number, input: Json, variables: JsonObject, from: string): Promise<void> {
    this.#abort = new AbortController();
    this.#limitTime();
    const strand = new Strand(this, this.#abort.signal, previous, variables);
    this.#strand = strand;
    try {
      const output = await strand.run(() => runBranch(strand, this.machine.parsed, input, from));
      this.output = JSON.stringify(output);
      this.#close('SUCCEEDED', 'ExecutionSucceeded', strand.previous, payload('output', output));
    } catch (error) {
      if (error instanceof Aborted) return;
      const failure = error instanceof AslError ? error : new AslError('States.Runtime', String(error));
      this.failure = { error: failure.error, cause: failure.reason };
      const details = failureDetails(failure.error, failure.reason);
      this.#close('FAILED', 'ExecutionFailed', strand.previous, details);
    }
  }

  #limitTime(): void {
    const { clock } = this.host;
    const { parsed, type } = this.machine;
    const longest = Math.min(parsed.TimeoutSeconds ?? Number.POSITIVE_INFINITY, LONGEST[type]);
    const timeOut = () => this.#close('TIMED_OUT', 'ExecutionTimedOut', 0, {});
    this.#cancelTimeout = clock.schedule(clock.now() + longest * 1000, timeOut);
  }

  #close(status: Status, event: string, previous: number, details: JsonObject): void {
    if (this.closed) return;
    this.#cancelTimeout();
    this.status = status;
    this.stopDate = this.host.clock.now();
    this.history.add(event, previous, details);
    this.#abort.abort(new Aborted(`The execution is ${status}`));
    this.#tell();
  }

  /** "Express Workflows do not emit events to EventBridge" (developer guide, execution status changes). */
  #tell(): void {
    if (this.machine.type === 'STANDARD') this.host.onStatusChange(this);
  }
}

function failureDetails(error: string | undefined, cause: string | undefined): JsonObject {
  return { ...(cause === undefined ? {} : { cause }), ...(error === undefined ? {} : { error }) };
}
