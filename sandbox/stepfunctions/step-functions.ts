import { AwsError, notImplemented } from '../aws/aws-error.ts';
import type { VirtualClock } from '../clock.ts';
import { idsFrom } from '../ids.ts';
import { type MachineType, parseDefinition } from './definition.ts';
import {
  describeExecution,
  describeMachineOfExecution,
  describeStateMachine,
  describeSyncExecution,
  listExecution,
  listStateMachine,
  notRedrivable,
} from './descriptions.ts';
import type { Host, Machine } from './execution.ts';
import { Executions } from './executions.ts';
import { seconds, withoutData } from './history.ts';
import type { ServiceCall } from './integration.ts';
import { Evaluator } from './jsonata.ts';
import { page } from './page.ts';
import { type Action, type Request, readRequest, requests } from './requests.ts';
import { type StatusChange, statusChange } from './status-change.ts';
import { TaskTokens } from './tokens.ts';

export type { ServiceCall } from './integration.ts';
export type { StatusChange } from './status-change.ts';

type Answer = Record<string, unknown>;

interface Options {
  readonly clock: VirtualClock;
  readonly region: string;
  readonly accountId: string;
  /** Makes a task's call; throws AwsError, or an Error whose name is the ASL error name and whose message is the cause. */
  readonly integrate: (call: ServiceCall) => Promise<unknown>;
  /** Told of each state entered and each retry, which is what AWS bills for Standard workflows. */
  readonly onTransition?: (event: { stateMachineArn: string; executionArn: string; state: string }) => void;
  /** Told when a Standard execution is started, redriven or over, as the event on the default bus tells it. */
  readonly onStatusChange?: (change: StatusChange) => void;
  /** Numbers in [0, 1) for jitter, names, tokens, request ids and what expressions draw; the same ones give the same histories. */
  readonly random?: () => number;
}

/** AWS Step Functions: state machines in JSONata, run on the virtual clock. */
export class StepFunctions {
  readonly #host: Host;
  readonly #machines = new Map<string, Machine>();
  readonly #executions: Executions;
  /** Before the names of machines in their ARNs. */
  readonly #arnPrefix: string;
  /** ARNs of the machines that calls have made. */
  readonly #created = new Set<string>();

  constructor({ clock, region, accountId, integrate, random, ...told }: Options) {
    const { onTransition = () => undefined, onStatusChange = () => undefined } = told;
    const ids = idsFrom(random);
    const chance = { random: random ?? Math.random, ids };
    const evaluator = new Evaluator(chance);
    this.#host = {
      clock,
      region,
      integrate,
      onTransition,
      onStatusChange: (execution) => onStatusChange(statusChange(execution, clock.now())),
      ...chance,
      evaluator,
      tokens: new TaskTokens(ids),
    };
    this.#executions = new Executions(this.#host);
    this.#arnPrefix = `arn:aws:states:${region}:${accountId}:stateMachine:`;
  }

  /** Adds a state machine. Throws AwsError `InvalidDefinition`, naming what is wrong or not supported. */
  addStateMachine(machine: {
    name: string;
    arn: string;
    roleArn: string;
    type: MachineType;
    definition: string;
  }): void {
    const parsed = parseDefinition(machine.definition, machine.type);
    this.#machines.set(machine.arn, { ...machine, parsed, creationDate: this.#host.clock.now() });
  }

  /** One call of the AWSStepFunctions JSON 1.0 API; dates in the answer are epoch seconds. Throws AwsError. */
  async call(action: string, input: Record<string, unknown>): Promise<Answer> {
    if (!isAction(action)) throw notImplemented('states', action);
    return this.#perform(action, input);
  }

  /** Forgets all executions and tokens, and the state machines that calls have made. */
  reset(): void {
    for (const arn of this.#created) this.#machines.delete(arn);
    this.#created.clear();
    this.#executions.clear();
    this.#host.tokens.clear();
  }

  async #perform(action: Action, input: Record<string, unknown>): Promise<Answer> {
    switch (action) {
      case 'StartExecution':
        return this.#start(readRequest(action, input));
      case 'StartSyncExecution':
        return this.#startSync(readRequest(action, input));
      case 'StopExecution':
        return this.#stop(readRequest(action, input));
      case 'RedriveExecution':
        return this.#redrive(readRequest(action, input));
      case 'DescribeExecution':
        return describeExecution(this.#executions.find(readRequest(action, input).executionArn), this.#now());
      case 'ListExecutions':
        return this.#list(readRequest(action, input));
      case 'GetExecutionHistory':
        return this.#history(readRequest(action, input));
      case 'CreateStateMachine':
        return this.#createMachine(readRequest(action, input));
      case 'DeleteStateMachine': {
        const { stateMachineArn } = readRequest(action, input);
        this.#machines.delete(stateMachineArn);
        this.#created.delete(stateMachineArn);
        return {};
      }
      case 'DescribeStateMachineForExecution': {
        const { machine } = this.#executions.find(readRequest(action, input).executionArn);
        return { ...describeMachineOfExecution(machine), updateDate: seconds(machine.creationDate) };
      }
      case 'DescribeStateMachine':
        return describeStateMachine(this.#machine(readRequest(action, input).stateMachineArn));
      case 'ListStateMachines':
        return this.#listMachines(readRequest(action, input));
      case 'SendTaskSuccess': {
        const { taskToken, output } = readRequest(action, input);
        this.#host.tokens.succeed(taskToken, output);
        return {};
      }
      case 'SendTaskFailure': {
        const { taskToken, error, cause } = readRequest(action, input);
        this.#host.tokens.fail(taskToken, error, cause);
        return {};
      }
      case 'SendTaskHeartbeat':
        this.#host.tokens.heartbeat(readRequest(action, input).taskToken);
        return {};
    }
  }

  /** Making the same machine again is no error (CreateStateMachine, "idempotent API"). */
  #createMachine({ name, definition, roleArn, type }: Request<'CreateStateMachine'>): Answer {
    const arn = this.#arnPrefix + name;
    const known = this.#machines.get(arn);
    if (known && (known.definition !== definition || known.roleArn !== roleArn || known.type !== type)) {
      throw new AwsError('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`);
    }
    if (!known) {
      this.addStateMachine({ name, arn, roleArn, type, definition });
      this.#created.add(arn);
    }
    return { stateMachineArn: arn, creationDate: seconds(this.#machine(arn).creationDate) };
  }

  #start({ stateMachineArn, name, input }: Request<'StartExecution'>): Answer {
    const execution = this.#executions.start(this.#machine(stateMachineArn), input, name);
    return { executionArn: execution.arn, startDate: seconds(execution.startDate) };
  }

  async #startSync({ stateMachineArn, name, input }: Request<'StartSyncExecution'>): Promise<Answer> {
    const machine = this.#machine(stateMachineArn);
    if (machine.type !== 'EXPRESS') throw typeNotSupported();
    return describeSyncExecution(await this.#executions.runToEnd(machine, input, name));
  }

  #stop({ executionArn, error, cause }: Request<'StopExecution'>): Answer {
    const execution = this.#executions.find(executionArn);
    execution.stop(error, cause);
    return { stopDate: seconds(execution.stopDate ?? this.#now()) };
  }

  #redrive({ executionArn }: Request<'RedriveExecution'>): Answer {
    const execution = this.#executions.find(executionArn);
    const reason = notRedrivable(execution, this.#now());
    if (reason !== undefined) throw new AwsError('ExecutionNotRedrivable', reason);
    const reached = execution.reached?.Type;
    // AWS redrives only the branches and iterations that failed, which the sandbox does not keep.
    if (reached === 'Map' || reached === 'Parallel') throw notImplemented('states', `RedriveExecution of a ${reached}`);
    execution.redrive();
    return { redriveDate: seconds(this.#now()) };
  }

  #list({ stateMachineArn, statusFilter, ...paging }: Request<'ListExecutions'>): Answer {
    const machine = this.#machine(stateMachineArn);
    if (machine.type === 'EXPRESS') throw typeNotSupported();
    const all = this.#executions.of(machine);
    const wanted = all.filter(({ status }) => statusFilter === undefined || status === statusFilter);
    const list = { of: `${stateMachineArn} ${statusFilter ?? ''}`, descending: true };
    const { items, more } = page(wanted, paging, { ...list, key: ({ sequence }) => sequence });
    return { executions: items.map(listExecution), ...more };
  }

  #history({ executionArn, reverseOrder, includeExecutionData, ...paging }: Request<'GetExecutionHistory'>): Answer {
    const { events } = this.#executions.find(executionArn).history;
    const ordered = reverseOrder ? events.toReversed() : events;
    const list = { of: `${executionArn} ${reverseOrder}`, descending: reverseOrder };
    const { items, more } = page(ordered, paging, { ...list, key: ({ id }) => id });
    return { events: includeExecutionData ? items : items.map(withoutData), ...more };
  }

  #listMachines(paging: Request<'ListStateMachines'>): Answer {
    const numbered = [...this.#machines.values()].map((machine, index) => ({ machine, index }));
    const { items, more } = page(numbered, paging, { of: 'stateMachines', key: ({ index }) => index });
    return { stateMachines: items.map(({ machine }) => listStateMachine(machine)), ...more };
  }

  #machine(arn: string): Machine {
    if (!arn.startsWith('arn:')) throw new AwsError('InvalidArn', `Invalid Arn: 'Invalid ARN prefix: ${arn}'`);
    const machine = this.#machines.get(arn);
    if (!machine) throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
    return machine;
  }

  #now(): number {
    return this.#host.clock.now();
  }
}

function isAction(action: string): action is Action {
  return Object.hasOwn(requests, action);
}

function typeNotSupported(): AwsError {
  const text = 'This operation is not supported by this type of state machine';
  return new AwsError('StateMachineTypeNotSupported', text);
}
