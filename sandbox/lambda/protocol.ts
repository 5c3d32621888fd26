/** What an instance's worker is started with. */
export interface WorkerData {
  readonly clock: Float64Array;
  readonly bundle: string;
  readonly handler: string;
}

export interface InvocationContext {
  readonly awsRequestId: string;
  readonly functionName: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  readonly traceId: string;
  readonly timeoutMs: number;
}

/** To the worker: one invocation; payloads travel as JSON text. */
export interface InvokeMessage {
  readonly payload: string;
  readonly context: InvocationContext;
}

/** From the worker: it has loaded its bundle, or could not, or how an invocation ended. */
export type WorkerAnswer =
  | { readonly type: 'ready' }
  | { readonly type: 'initFailed'; readonly error: FunctionError }
  | { readonly type: 'succeeded'; readonly payload: string }
  | { readonly type: 'failed'; readonly error: FunctionError };

/** From the worker: an answer, or text that the function wrote. */
export type WorkerMessage = WorkerAnswer | { readonly type: 'wrote'; readonly text: string };

/** A function's error as Lambda reports it. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}
