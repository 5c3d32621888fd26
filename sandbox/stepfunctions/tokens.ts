import { AwsError } from '../aws/aws-error.ts';
import type { Ids } from '../ids.ts';
import type { Json } from './asl.ts';
import { AslError } from './asl-error.ts';

/** A task that waits to be answered. */
export interface OpenTask {
  readonly token: string;
  /** Resolves to the output of SendTaskSuccess, rejects with the error of SendTaskFailure. */
  readonly outcome: Promise<Json>;
  /** Called at each SendTaskHeartbeat; set by who counts them. */
  onHeartbeat: () => void;
  /** The task is over: its token is worth nothing from here on. */
  close(): void;
}

interface Answer {
  readonly task: OpenTask;
  readonly resolve: (output: Json) => void;
  readonly reject: (error: AslError) => void;
}

/** The task tokens of all executions: each is opaque, random and answered once. */
export class TaskTokens {
  readonly #open = new Map<string, Answer>();
  readonly #closed = new Set<string>();
  readonly #ids: Ids;

  constructor(ids: Ids) {
    this.#ids = ids;
  }

  open(): OpenTask {
    const token = `AQCEAAAAKgAAAAMAAAAA${this.#ids.bytes(192).toString('base64')}`;
    const { promise, resolve, reject } = Promise.withResolvers<Json>();
    // Nobody may be waiting for an answer yet: the task still is being submitted.
    promise.catch(() => undefined);
    const task: OpenTask = { token, outcome: promise, onHeartbeat: () => undefined, close: () => this.#close(token) };
    this.#open.set(token, { task, resolve, reject });
    return task;
  }

  /** SendTaskSuccess. Throws InvalidOutput, InvalidToken, TaskTimedOut. */
  succeed(token: string, output: string): void {
    const parsed = parseOutput(output);
    const { resolve } = this.#find(token);
    this.#close(token);
    resolve(parsed);
  }

  /** SendTaskFailure. Throws InvalidToken, TaskTimedOut. */
  fail(token: string, error: string | undefined, cause: string | undefined): void {
    const { reject } = this.#find(token);
    this.#close(token);
    reject(new AslError(error, cause));
  }

  /** SendTaskHeartbeat. Throws InvalidToken, TaskTimedOut. */
  heartbeat(token: string): void {
    this.#find(token).task.onHeartbeat();
  }

  clear(): void {
    this.#open.clear();
    this.#closed.clear();
  }

  #find(token: string): Answer {
    const answer = this.#open.get(token);
    if (answer) return answer;
    if (this.#closed.has(token)) {
      throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
    }
    throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
  }

  #close(token: string): void {
    if (this.#open.delete(token)) this.#closed.add(token);
  }
}

function parseOutput(output: string): Json {
  try {
    return JSON.parse(output);
  } catch (error) {
    throw new AwsError('InvalidOutput', `Invalid Output: '${error instanceof Error ? error.message : error}'`);
  }
}
