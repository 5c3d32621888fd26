import { Worker } from 'node:worker_threads';
import type { LogBuffer } from './log-buffer.ts';
import type {
  FunctionError,
  InvocationContext,
  InvokeMessage,
  WorkerAnswer,
  WorkerData,
  WorkerMessage,
} from './protocol.ts';

/** How an invocation ended: the handler's result as JSON text, or its error. */
export type Outcome = { readonly payload: string } | { readonly error: FunctionError };

/** One instance of a function: a worker thread with the bundle loaded, for one invocation at a time. */
export class Instance {
  readonly #worker: Worker;
  readonly #loaded: Promise<FunctionError | undefined>;
  #settle: ((message: WorkerAnswer) => void) | undefined;
  #ended: FunctionError | undefined;

  constructor(data: WorkerData, environment: Readonly<Record<string, string>>, log: LogBuffer) {
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: data,
      env: { ...environment },
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdout: true,
      stderr: true,
    });
    log.capture(this.#worker.stdout);
    log.capture(this.#worker.stderr);
    this.#worker.on('message', (message: WorkerMessage) => {
      if (message.type === 'wrote') log.write(message.text);
      else this.#settle?.(message);
    });
    this.#worker.on('error', (error) => this.#end({ errorType: 'Runtime.UnhandledPromiseRejection', ...told(error) }));
    this.#worker.on('exit', () => this.#end({ errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited' }));
    this.#loaded = this.#load();
  }

  /** False once its thread is gone. */
  get alive(): boolean {
    return this.#ended === undefined;
  }

  /** Resolves when the bundle is loaded; to the error that kept it from loading, if any. */
  loaded(): Promise<FunctionError | undefined> {
    return this.#loaded;
  }

  /** Runs one invocation; one that takes longer than its timeout (real time) is cut off, and the instance with it. */
  async invoke(payload: string, context: InvocationContext): Promise<Outcome> {
    const message = this.#nextMessage();
    this.#worker.postMessage({ payload, context } satisfies InvokeMessage);
    const timer = setTimeout(() => this.#timeOut(context), context.timeoutMs);
    const answer = await message;
    clearTimeout(timer);
    if (answer.type === 'succeeded') return { payload: answer.payload };
    return { error: answer.type === 'ready' ? ENDED : answer.error };
  }

  /** Ends the thread at once; an invocation under way fails with `error`. */
  async terminate(error: FunctionError = ENDED): Promise<void> {
    this.#end(error);
    await this.#worker.terminate();
  }

  async #load(): Promise<FunctionError | undefined> {
    const message = await this.#nextMessage();
    return message.type === 'ready' ? undefined : 'error' in message ? message.error : ENDED;
  }

  #nextMessage(): Promise<WorkerAnswer> {
    if (this.#ended) return Promise.resolve({ type: 'failed', error: this.#ended });
    return new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  #timeOut({ awsRequestId, timeoutMs }: InvocationContext): void {
    const seconds = (timeoutMs / 1000).toFixed(2);
    const errorMessage = `RequestId: ${awsRequestId} Error: Task timed out after ${seconds} seconds`;
    void this.terminate({ errorType: 'Sandbox.Timedout', errorMessage });
  }

  #end(error: FunctionError): void {
    this.#ended ??= error;
    this.#settle?.({ type: 'failed', error: this.#ended });
  }
}

const ENDED: FunctionError = { errorType: 'Runtime.ExitError', errorMessage: 'The instance was ended' };

function told(error: unknown): { errorMessage: string; trace: string[] } {
  if (!(error instanceof Error)) return { errorMessage: String(error), trace: [] };
  return { errorMessage: `${error.name}: ${error.message}`, trace: error.stack?.split('\n') ?? [] };
}
