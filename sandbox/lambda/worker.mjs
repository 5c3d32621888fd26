// @ts-check
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { AwsRequests } from './aws-requests.mjs';
import { installVirtualDate } from './virtual-date.mjs';

// The thread of one function instance: loads the bundle as it is deployed and runs one invocation at a time. What it imports
// is JavaScript, for a thread that strips types holds what does that: 11 MB more, and 30 ms more to start (Node 24).

/** @import { AwsAnswered, FunctionError, InvocationContext, InvokeMessage, WorkerData, WorkerMessage } from './protocol.ts' */

/** @typedef {(event: unknown, context: unknown) => unknown} Handler */

/** @type {WorkerData} */
const { clock, awsUrl, bundle, handler: handlerName } = workerData;
const aws = new AwsRequests(post);
installVirtualDate(clock);
aws.intercept(awsUrl);
// Written lines travel with the answers, so that they are there when the answer is.
for (const stream of [process.stdout, process.stderr]) stream.write = relay;
/** @type {Handler} */
let handler;
parentPort?.on('message', hear);
try {
  handler = await loadHandler();
  post({ type: 'ready' });
} catch (error) {
  post({ type: 'initFailed', error: describeError(error) });
}

/** @param {InvokeMessage | AwsAnswered} message */
function hear(message) {
  if (message.type === 'answered') aws.hear(message);
  else void runInvocation(message);
}

/** @returns {Promise<Handler>} */
async function loadHandler() {
  const [file = '', name = ''] = handlerName.split(/\.(?=[^.]*$)/);
  const path = ['.mjs', '.js', '.cjs'].map((extension) => join(bundle, file + extension)).find(existsSync);
  if (!path) throw runtimeError('Runtime.ImportModuleError', `Error: Cannot find module '${file}'`);
  const handler = (await import(pathToFileURL(path).href))[name];
  if (typeof handler !== 'function')
    throw runtimeError('Runtime.HandlerNotFound', `${handlerName} is undefined or not exported`);
  return handler;
}

/** @param {InvokeMessage} message */
async function runInvocation({ payload, context }) {
  process.env._X_AMZN_TRACE_ID = context.traceId;
  try {
    const result = await handler(JSON.parse(payload), lambdaContext(context));
    post({ type: 'succeeded', payload: JSON.stringify(result ?? null) });
  } catch (error) {
    post({ type: 'failed', error: describeError(error) });
  }
}

/** @param {InvocationContext} context */
function lambdaContext({ timeoutMs, traceId: _, ...context }) {
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

/**
 * As `write` of a stream.
 *
 * @param {string | Uint8Array} chunk
 * @param {BufferEncoding | ((error?: Error | null) => void)} [encoding]
 * @param {(error?: Error | null) => void} [done]
 */
function relay(chunk, encoding, done) {
  post({ type: 'wrote', text: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8') });
  (typeof encoding === 'function' ? encoding : done)?.();
  return true;
}

/**
 * @param {unknown} error
 * @returns {FunctionError}
 */
function describeError(error) {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error) };
  return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] };
}

/**
 * @param {string} name
 * @param {string} message
 */
function runtimeError(name, message) {
  return Object.assign(new Error(message), { name });
}

/** @param {WorkerMessage} message */
function post(message) {
  parentPort?.postMessage(message);
}
