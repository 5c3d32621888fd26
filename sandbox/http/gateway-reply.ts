import type { Input } from '../aws/services.ts';

export interface GatewayReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: Buffer;
}

/** A refusal of API Gateway itself. */
export function failure(status: number, message: string, headers: Readonly<Record<string, string>> = {}): GatewayReply {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    cookies: [],
    body: Buffer.from(JSON.stringify({ message })),
  };
}

/** What a function answered, as API Gateway answers the client (payload format 2.0). */
export function replyOf({ FunctionError, Payload }: Input): GatewayReply {
  if (FunctionError !== undefined) return failure(500, 'Internal Server Error');
  const result: unknown = JSON.parse(String(Payload));
  // A result without a status is the body, as JSON (the format's "inferred" response).
  if (!isResponse(result)) return json(200, JSON.stringify(result));
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded = false } = result;
  return {
    status: Number(statusCode),
    headers: withDefaultType(headers),
    cookies,
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  };
}

interface FunctionResponse {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string | number | boolean>>;
  readonly cookies?: readonly string[];
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

function isResponse(result: unknown): result is FunctionResponse {
  return typeof result === 'object' && result !== null && 'statusCode' in result;
}

function withDefaultType(headers: NonNullable<FunctionResponse['headers']>): Record<string, string> {
  const lowerCased = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
  const { 'content-length': _, ...kept } = Object.fromEntries(lowerCased) as Record<string, string>;
  return { 'content-type': 'text/plain; charset=utf-8', ...kept };
}

function json(status: number, body: string): GatewayReply {
  return { status, headers: { 'content-type': 'application/json' }, cookies: [], body: Buffer.from(body) };
}
