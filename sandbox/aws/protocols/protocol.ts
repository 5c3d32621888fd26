import type { AwsError } from '../aws-error.ts';
import type { Input } from '../services.ts';

export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  /** The path as sent, still percent-encoded. */
  readonly rawPath: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** Where a request goes, by its target as it was sent. */
export function addressOf(target: string): Pick<HttpRequest, 'url' | 'rawPath'> {
  return { url: new URL(target, 'http://sandbox'), rawPath: target.split('?')[0] ?? '/' };
}

export interface HttpReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** The action that a request asks for. */
export interface Operation {
  readonly service: string;
  readonly action: string;
  readonly input: Input;
}

/** How a service's calls travel over HTTP. */
export interface Protocol {
  /** `service` is the one that the request is signed for. Throws AwsError. */
  decode(request: HttpRequest, service: string): Operation | Promise<Operation>;
  encode(output: Input, operation: Operation): HttpReply;
  /** `service` is the one that the request is signed for. */
  encodeError(error: AwsError, requestId: string, service: string): HttpReply;
}
