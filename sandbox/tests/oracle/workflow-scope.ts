import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  type SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';
import { NotThere } from './conformance-case.ts';

export interface WorkflowEnvironment {
  readonly doc: DynamoDBDocument;
  readonly sfn: SFNClient;
  readonly roleArn: string;
  /** The run's table. */
  readonly TableName: string;
  /** Lets executions go on: a moment passes, real or virtual. */
  readonly settle: () => Promise<void>;
}

type States = Readonly<Record<string, unknown>>;

/** How an execution ended. */
export interface Ended {
  readonly status: string | undefined;
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
}

/** Machines of one case, deleted when it ends. */
export class WorkflowScope implements AsyncDisposable {
  readonly sfn: SFNClient;
  readonly doc: DynamoDBDocument;
  readonly TableName: string;
  /** Stands before names; comparisons leave it out. */
  readonly prefix: string;
  readonly #environment: WorkflowEnvironment;
  readonly #machines: string[] = [];
  readonly #started = new Set<string>();

  constructor(environment: WorkflowEnvironment, prefix: string) {
    this.#environment = environment;
    this.sfn = environment.sfn;
    this.doc = environment.doc;
    this.TableName = environment.TableName;
    this.prefix = prefix;
  }

  /** Makes a machine of states in order of running, or of a whole definition, in JSONata unless it says so. */
  async create(states: States): Promise<string> {
    const definition = JSON.stringify({ QueryLanguage: 'JSONata', ...flow(states) });
    const name = `${this.prefix}${this.#machines.length}`;
    const { roleArn } = this.#environment;
    const { stateMachineArn = '' } = await this.sfn.send(new CreateStateMachineCommand({ name, definition, roleArn }));
    this.#machines.push(stateMachineArn);
    return stateMachineArn;
  }

  async start(stateMachineArn: string, input: unknown = {}, name?: string): Promise<string> {
    const request = { stateMachineArn, input: JSON.stringify(input), ...(name !== undefined && { name }) };
    const { executionArn = '' } = await this.sfn.send(new StartExecutionCommand(request));
    this.#started.add(executionArn);
    return executionArn;
  }

  /** Waits for an execution's end. */
  async end(executionArn: string): Promise<Ended> {
    for (let attempt = 0; attempt < 60; attempt++) {
      const { status, output, error, cause } = await this.sfn.send(new DescribeExecutionCommand({ executionArn }));
      if (status !== 'RUNNING')
        return {
          status,
          ...(output !== undefined && { output: JSON.parse(output) }),
          ...(error !== undefined && { error }),
          ...(cause !== undefined && { cause }),
        };
      await this.#environment.settle();
    }
    throw new NotThere('an execution did not end in time');
  }

  /** Runs states to their end. */
  async run(states: States, input: unknown = {}): Promise<Ended> {
    return this.end(await this.start(await this.create(states), input));
  }

  /** The output of states that succeed, or how else they ended. */
  async output(states: States, input: unknown = {}): Promise<unknown> {
    const ended = await this.run(states, input);
    return ended.status === 'SUCCEEDED' ? ended.output : ended;
  }

  /** The error of states that fail, without its cause. */
  async error(states: States, input: unknown = {}): Promise<unknown> {
    const { status, error, output } = await this.run(states, input);
    return status === 'FAILED' ? error : { status, output };
  }

  async history(executionArn: string): Promise<{ type: string | undefined; id: number | undefined }[]> {
    const { events = [] } = await this.sfn.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
    return events.map(({ type, id }) => ({ type, id }));
  }

  /** Lets a moment pass. */
  settle(): Promise<void> {
    return this.#environment.settle();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const executionArn of this.#started) await this.sfn.send(new StopExecutionCommand({ executionArn }));
    for (const stateMachineArn of this.#machines)
      await this.sfn.send(new DeleteStateMachineCommand({ stateMachineArn }));
  }
}

/** States that start at the first; a whole definition is left as it is. */
export function flow(states: States): States {
  return 'States' in states ? states : { StartAt: Object.keys(states)[0], States: states };
}
