import { isNativeError } from 'node:util/types';
import { Worker } from 'node:worker_threads';
import type { AwsEndpoint } from '../aws/endpoint.ts';
import { answerTo } from './endpoint-by-message.ts';
import type { LogBuffer } from './log-buffer.ts';
import type {
  AwsAnswered,
  AwsAsked,
  FunctionError,
  InvocationContext,
  InvokeMessage,
  WorkerAnswer,
  WorkerData,
  WorkerMessage,
} from './protocol.ts';

/** How an invocation ended: the handler's result as JSON text, or its error; and how long it ran, loading included. */
export type Outcome = ({ readonly payload: string } | { readonly error: FunctionError }) & {
  readonly milliseconds: number;
};

export interface InstanceOptions {
  readonly data: WorkerData;
  readonly environment: Readonly<Record<string, string>>;
  /** What its objects may take; beyond, it is killed as on AWS. */
  readonly memoryMb: number;
  /** Answers what it asks of AWS. */
  readonly endpoint: AwsEndpoint;
  readonly log: LogBuffer;
}

/** When an instance is made to die: instead of running, or after it ran and before its answer is told. */
export type Crash = 'before' | 'after';

/**
 * For objects that are new, in MiB. V8 lets them grow to 48 by default, and what survives of them is kept until the old generation is
 * collected, which a function that keeps little seldom needs: three times the memory for 3 % of the processor time.
 */
const YOUNG_GENERATION = 8;

/** One instance of a function: a worker thread with the bundle loaded, for one invocation at a time. */
export class Instance {
  readonly #worker: Worker;
  readonly #loaded: Promise<FunctionError | undefined>;
  readonly #startedAt = performance.now();
  /** What loading took, until an invocation is billed for it. */
  #loadingMs = 0;
  #running: InvocationContext | undefined;
  #settle: ((message: WorkerAnswer) => void) | undefined;
  #ended: FunctionError | undefined;

  constructor({ data, environment, memoryMb, endpoint, log }: InstanceOptions) {
    this.#worker = new Worker(new URL('./worker.mjs', import.meta.url), {
      workerData: data,
      env: { ...environment },
      execArgv: ['--disable-warning=ExperimentalWarning'],
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION, maxOldGenerationSizeMb: memoryMb },
      stdout: true,
      stderr: true,
    });
    log.capture(this.#worker.stdout);
    log.capture(this.#worker.stderr);
    this.#worker.on('message', (message: WorkerMessage) => {
      if (message.type === 'wrote') log.write(message.text);
      else if (message.type === 'asked') void this.#answer(endpoint, message);
      else this.#settle?.(message);
    });
    this.#worker.on('error', (error) => this.#end(isOutOfMemory(error) ? this.#killed() : thrown(error)));
    this.#worker.on('exit', () => this.#end({ errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited' }));
    this.#loaded = this.#load();
  }

  /** False once its thread is gone. */
  get alive(): boolean {
    return this.#ended === undefined;
  }

  /** The invocation under way, if any. */
  get running(): InvocationContext | undefined {
    return this.#running;
  }

  /** Resolves when the bundle is loaded; to the error that kept it from loading, if any. */
  loaded(): Promise<FunctionError | undefined> {
    return this.#loaded;
  }

  /** Runs one invocation; one that takes longer than its timeout (real time) is cut off, and the instance with it. */
  async invoke(payload: string, context: InvocationContext, crash?: Crash): Promise<Outcome> {
    const startedAt = performance.now() - this.#loadingMs;
    this.#loadingMs = 0;
    this.#running = context;
    if (crash === 'before') await this.crash();
    const answer = await this.#run(payload, context);
    if (crash === 'after') await this.crash();
    this.#running = undefined;
    const milliseconds = performance.now() - startedAt;
    if (this.#ended) return { error: this.#ended, milliseconds };
    if (answer.type === 'succeeded') return { payload: answer.payload, milliseconds };
    return { error: answer.type === 'ready' ? ENDED : answer.error, milliseconds };
  }

  /** Dies as a runtime does that the system kills; an invocation under way fails. */
  async crash(): Promise<void> {
    await this.terminate(this.#killed());
  }

  /** Is cut off, its time being up; an invocation under way fails. */
  async timeOut(): Promise<void> {
    const { awsRequestId, timeoutMs = 0 } = this.#running ?? {};
    const seconds = (timeoutMs / 1000).toFixed(2);
    const errorMessage = `RequestId: ${awsRequestId} Error: Task timed out after ${seconds} seconds`;
    await this.terminate({ errorType: 'Sandbox.Timedout', errorMessage });
  }

  /** Ends the thread at once; an invocation under way fails with `error`. */
  async terminate(error: FunctionError = ENDED): Promise<void> {
    this.#end(error);
    await this.#worker.terminate();
  }

  #killed(): FunctionError {
    const errorMessage = `RequestId: ${this.#running?.awsRequestId} Error: Runtime exited with error: signal: killed`;
    return { errorType: 'Runtime.ExitError', errorMessage };
  }

  async #load(): Promise<FunctionError | undefined> {
    const message = await this.#nextMessage();
    this.#loadingMs = performance.now() - this.#startedAt;
    return message.type === 'ready' ? undefined : 'error' in message ? message.error : ENDED;
  }

  async #answer(endpoint: AwsEndpoint, { id, question }: AwsAsked): Promise<void> {
    const answer = await answerTo(endpoint, question);
    this.#worker.postMessage({ type: 'answered', id, answer } satisfies AwsAnswered);
  }

  async #run(payload: string, context: InvocationContext): Promise<WorkerAnswer> {
    const message = this.#nextMessage();
    this.#worker.postMessage({ type: 'invoke', payload, context } satisfies InvokeMessage);
    const timer = setTimeout(() => void this.timeOut(), context.timeoutMs);
    const answer = await message;
    clearTimeout(timer);
    return answer;
  }

  #nextMessage(): Promise<WorkerAnswer> {
    if (this.#ended) return Promise.resolve({ type: 'failed', error: this.#ended });
    return new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  #end(error: FunctionError): void {
    this.#ended ??= error;
    this.#settle?.({ type: 'failed', error: this.#ended });
  }
}

const ENDED: FunctionError = { errorType: 'Runtime.ExitError', errorMessage: 'The instance was ended' };

function isOutOfMemory(error: unknown): boolean {
  return isNativeError(error) && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function thrown(error: unknown): FunctionError {
  const errorType = 'Runtime.UnhandledPromiseRejection';
  if (!isNativeError(error)) return { errorType, errorMessage: String(error) };
  return { errorType, errorMessage: `${error.name}: ${error.message}`, trace: error.stack?.split('\n') ?? [] };
}
