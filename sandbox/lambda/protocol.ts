/** What an instance's worker is started with. */
export interface WorkerData {
  readonly clock: Float64Array;
  readonly awsUrl: string;
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
  readonly type: 'invoke';
  readonly payload: string;
  readonly context: InvocationContext;
}

/** From the worker: it has loaded its bundle, or could not, or how an invocation ended. */
export type WorkerAnswer =
  | { readonly type: 'ready' }
  | { readonly type: 'initFailed'; readonly error: FunctionError }
  | { readonly type: 'succeeded'; readonly payload: string }
  | { readonly type: 'failed'; readonly error: FunctionError };

/** A request of AWS; names of headers are in lower case. */
export interface AwsQuestion {
  readonly method: string;
  /** With its query, as it was sent. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

export interface AwsAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array;
}

/** From the worker: the function asks something of AWS. */
export interface AwsAsked {
  readonly type: 'asked';
  readonly id: number;
  readonly question: AwsQuestion;
}

/** To the worker: the answer to its question of that id; none if it got lost. */
export interface AwsAnswered {
  readonly type: 'answered';
  readonly id: number;
  readonly answer: AwsAnswer | undefined;
}

/** From the worker: an answer, a question, or text that the function wrote. */
export type WorkerMessage = WorkerAnswer | AwsAsked | { readonly type: 'wrote'; readonly text: string };

/** A function's error as Lambda reports it. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}
