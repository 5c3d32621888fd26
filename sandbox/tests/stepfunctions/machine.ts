import { VirtualClock } from '../../clock.ts';
import { type ServiceCall, type StatusChange, StepFunctions } from '../../stepfunctions/step-functions.ts';

export const ROLE = 'arn:aws:iam::123456789012:role/claims';
export const MACHINE = 'arn:aws:states:eu-central-1:123456789012:stateMachine:claims';
export const INVOKE = 'arn:aws:states:::lambda:invoke';
export const ASK = 'arn:aws:states:::lambda:invoke.waitForTaskToken';

export interface Event {
  id: number;
  previousEventId: number;
  timestamp: number;
  type: string;
  [details: string]: unknown;
}

type Integrate = (call: ServiceCall) => Promise<unknown>;

/** A Step Functions with one machine in it, on a clock of its own. Dispose of it so that its timers end. */
export class Rig implements Disposable {
  readonly clock = new VirtualClock();
  readonly transitions: string[] = [];
  readonly calls: ServiceCall[] = [];
  /** What is told of executions' status. */
  readonly changes: StatusChange[] = [];
  readonly stepFunctions: StepFunctions;

  constructor(states: object, integrate: Integrate = async () => ({}), options: { random?: () => number } = {}) {
    this.stepFunctions = new StepFunctions({
      clock: this.clock,
      region: 'eu-central-1',
      accountId: '123456789012',
      integrate: async (call) => {
        this.calls.push(call);
        return integrate(call);
      },
      onTransition: ({ state }) => this.transitions.push(state),
      onStatusChange: (change) => this.changes.push(change),
      ...options,
    });
    this.add(states);
  }

  /** Adds a machine: its states in order of running, or with more fields of the definition beside `States`. */
  add(states: object, type: 'STANDARD' | 'EXPRESS' = 'STANDARD', name = 'claims'): void {
    const definition = JSON.stringify({ QueryLanguage: 'JSONata', ...flow(states) });
    const arn = MACHINE.replace('claims', name);
    this.stepFunctions.addStateMachine({ name, arn, roleArn: ROLE, type, definition });
  }

  call(action: string, input: Record<string, unknown> = {}) {
    return this.stepFunctions.call(action, input);
  }

  /** Starts an execution, lets it run until it waits or ends, and returns its ARN. */
  async start(input: unknown = {}, name?: string): Promise<string> {
    const named = name === undefined ? {} : { name };
    const request = { stateMachineArn: MACHINE, input: JSON.stringify(input), ...named };
    const { executionArn } = await this.call('StartExecution', request);
    await this.clock.idle();
    return String(executionArn);
  }

  describe(executionArn: string) {
    return this.call('DescribeExecution', { executionArn });
  }

  async history(executionArn: string): Promise<Event[]> {
    const { events } = await this.call('GetExecutionHistory', { executionArn, maxResults: 1000 });
    return events as Event[];
  }

  async types(executionArn: string): Promise<string[]> {
    return (await this.history(executionArn)).map(({ type }) => type);
  }

  /** Runs to the end and returns the output, or throws what the execution failed with. */
  async output(input: unknown = {}): Promise<unknown> {
    const { status, output, error, cause } = await this.describe(await this.start(input));
    if (status !== 'SUCCEEDED') throw new Error(`${status} ${error}: ${cause}`);
    return JSON.parse(String(output));
  }

  [Symbol.dispose](): void {
    this.clock.stop();
  }
}

/** States that start at the first; a full definition is left as it is. */
export function flow(states: object): object {
  return 'States' in states ? states : { StartAt: Object.keys(states)[0], States: states };
}

export function failure(name: string, message = 'it failed'): Error {
  return Object.assign(new Error(message), { name });
}

/** The token that a call was handed in its payload. */
export function tokenOf(call: ServiceCall | undefined): string {
  const input = call?.input as { Payload?: { token?: string } } | undefined;
  return input?.Payload?.token ?? 'no token was handed out';
}
