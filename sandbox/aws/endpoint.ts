import { randomUUID } from 'node:crypto';
import type { VirtualClock } from '../clock.ts';
import { isPreflight } from '../http/cors.ts';
import { accessKeyOf, functionKeyOf } from '../lambda/functions.ts';
import type { Bucket, FunctionResource } from '../templates/app-resources.ts';
import { AwsError } from './aws-error.ts';
import { ConnectionLost } from './connection-lost.ts';
import { jsonProtocol } from './protocols/json.ts';
import type { HttpReply, HttpRequest, Protocol } from './protocols/protocol.ts';
import { queryProtocol } from './protocols/query.ts';
import { restJsonProtocol } from './protocols/rest-json.ts';
import { s3Protocol } from './protocols/s3-rest.ts';
import { answerPreflight, bucketCorsHeaders } from './s3/cors.ts';
import type { Caller, Services } from './services.ts';
import { type Credential, credentialOf, isPresignatureValid, parseAmzDate } from './signature.ts';

export interface EndpointOptions {
  readonly clock: VirtualClock;
  readonly services: Services;
  readonly functions: readonly FunctionResource[];
  readonly buckets: readonly Bucket[];
  /** The invocation of a function that runs behind an access key, if any. */
  readonly invocationBehind?: ((accessKeyId: string) => string | undefined) | undefined;
}

/** Takes a request to its service, and resolves to the answer. Rejects with ConnectionLost, or with what kept it from being read. */
export type AwsEndpoint = (request: HttpRequest) => Promise<HttpReply>;

/** The one endpoint of all services, for the requests of any AWS client, whichever way they come. */
export function awsEndpoint(options: EndpointOptions): AwsEndpoint {
  const callers = new Map(
    options.functions.map(({ name, roleArn }): [string, Caller] => [
      accessKeyOf(name),
      { kind: 'function', name, roleArn },
    ]),
  );
  return async (request) => {
    const requestId = randomUUID();
    const reply = await answer(options, callers, request, requestId);
    return { ...reply, headers: { 'x-amzn-requestid': requestId, 'x-amz-request-id': requestId, ...reply.headers } };
  };
}

async function answer(
  { clock, services, buckets, invocationBehind }: EndpointOptions,
  callers: ReadonlyMap<string, Caller>,
  request: HttpRequest,
  requestId: string,
): Promise<HttpReply> {
  const credential = credentialOf(request);
  const protocol = protocolOf(request, credential);
  const cors = protocol === s3Protocol ? bucketCorsHeaders(buckets, request) : {};
  if (isPreflight(request)) return answerPreflight(cors);
  try {
    if (request.url.searchParams.has('X-Amz-Signature')) checkPresigned(request, credential, callers, clock.now());
    const operation = await protocol.decode(request, credential?.service ?? '');
    // Of all requests only an upload form comes unsigned: it carries its signature inside.
    if (!credential && operation.action !== 'PostObject') throw new AwsError('AccessDenied', 'Access Denied', 403);
    // What a function signed for others to use is no call of the function.
    const invocationId = headersSign(request) ? invocationBehind?.(credential?.accessKeyId ?? '') : undefined;
    const caller = { ...callerOf(credential, callers), ...(invocationId !== undefined && { invocationId }) };
    const reply = protocol.encode(await services.call({ caller, ...operation }), operation);
    return { ...reply, headers: { ...reply.headers, ...cors } };
  } catch (error) {
    if (error instanceof ConnectionLost) throw error;
    const reply = protocol.encodeError(toAwsError(error), requestId, credential?.service ?? '');
    return { ...reply, headers: { ...reply.headers, ...cors } };
  }
}

function protocolOf({ method, headers, url }: HttpRequest, credential: Credential | undefined): Protocol {
  if (headers['x-amz-target'] !== undefined) return jsonProtocol;
  const service = credential?.service ?? 's3';
  if (service === 's3') return s3Protocol;
  // Forms go to the root, or to a queue's own URL.
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  return method === 'POST' && (url.pathname === '/' || service === 'sqs') && isForm ? queryProtocol : restJsonProtocol;
}

/** A presigned URL is good until it expires, and for just the request that was signed. */
function checkPresigned(
  request: HttpRequest,
  credential: Credential | undefined,
  callers: ReadonlyMap<string, Caller>,
  now: number,
): void {
  const { searchParams } = request.url;
  const signedAt = parseAmzDate(searchParams.get('X-Amz-Date') ?? '');
  if (!(now < signedAt + Number(searchParams.get('X-Amz-Expires')) * 1000))
    throw new AwsError('AccessDenied', 'Request has expired', 403);
  // Only the functions' secret is known: clients from outside may use any.
  if (credential && callers.has(functionKeyOf(credential.accessKeyId)) && !isPresignatureValid(request, credential))
    throw new AwsError('SignatureDoesNotMatch', 'The request signature we calculated does not match yours.', 403);
}

function callerOf(credential: Credential | undefined, callers: ReadonlyMap<string, Caller>): Caller {
  const name = credential?.accessKeyId ?? 'anonymous';
  return callers.get(functionKeyOf(name)) ?? { kind: 'outside', name };
}

const headersSign = ({ headers }: HttpRequest) => headers.authorization !== undefined;

function toAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  return new AwsError('InternalFailure', error instanceof Error ? (error.stack ?? error.message) : String(error), 500);
}
