import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { FunctionError, InvocationContext, InvokeMessage, WorkerData, WorkerMessage } from './protocol.ts';
import { installVirtualDate } from './virtual-date.ts';

// The thread of one function instance: loads the bundle as it is deployed and runs one invocation at a time.

type Handler = (event: unknown, context: unknown) => unknown;

const { clock, bundle, handler: handlerName } = workerData as WorkerData;
installVirtualDate(clock);
// Written lines travel with the answers, so that they are there when the answer is.
for (const stream of [process.stdout, process.stderr]) stream.write = relay;
try {
  const handler = await loadHandler();
  parentPort?.on('message', (message: InvokeMessage) => void runInvocation(handler, message));
  post({ type: 'ready' });
} catch (error) {
  post({ type: 'initFailed', error: describeError(error) });
}

async function loadHandler(): Promise<Handler> {
  const [file = '', name = ''] = handlerName.split(/\.(?=[^.]*$)/);
  const path = ['.mjs', '.js', '.cjs'].map((extension) => join(bundle, file + extension)).find(existsSync);
  if (!path) throw runtimeError('Runtime.ImportModuleError', `Error: Cannot find module '${file}'`);
  const handler: unknown = (await import(pathToFileURL(path).href))[name];
  if (typeof handler !== 'function')
    throw runtimeError('Runtime.HandlerNotFound', `${handlerName} is undefined or not exported`);
  return handler as Handler;
}

async function runInvocation(handler: Handler, { payload, context }: InvokeMessage): Promise<void> {
  process.env._X_AMZN_TRACE_ID = context.traceId;
  try {
    const result = await handler(JSON.parse(payload), lambdaContext(context));
    post({ type: 'succeeded', payload: JSON.stringify(result ?? null) });
  } catch (error) {
    post({ type: 'failed', error: describeError(error) });
  }
}

function lambdaContext({ timeoutMs, traceId: _, ...context }: InvocationContext): Record<string, unknown> {
  const deadline = performance.now() + timeoutMs;
  return {
    ...context,
    functionVersion: '$LATEST',
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
}

function relay(
  chunk: string | Uint8Array,
  encoding?: BufferEncoding | ((error?: Error | null) => void),
  done?: (error?: Error | null) => void,
): boolean {
  post({ type: 'wrote', text: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8') });
  (typeof encoding === 'function' ? encoding : done)?.();
  return true;
}

function describeError(error: unknown): FunctionError {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error) };
  return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] };
}

function runtimeError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

function post(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}
