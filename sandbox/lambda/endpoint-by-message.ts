import type { AwsEndpoint } from '../aws/endpoint.ts';
import { addressOf } from '../aws/protocols/protocol.ts';
import type { AwsAnswer, AwsQuestion } from './protocol.ts';

/** Asks the endpoint what a function's thread asks; resolves to nothing when the answer gets lost. */
export async function answerTo(endpoint: AwsEndpoint, question: AwsQuestion): Promise<AwsAnswer | undefined> {
  const { method, path, headers, body } = question;
  try {
    const reply = await endpoint({ method, ...addressOf(path), headers, body: Buffer.from(body.buffer) });
    return { status: reply.status, headers: { ...reply.headers }, body: method === 'HEAD' ? '' : sendable(reply.body) };
  } catch {
    return undefined;
  }
}

/** A buffer that is part of a larger one would be sent with all of that. */
function sendable(body: string | Buffer = ''): string | Uint8Array {
  return typeof body === 'string' ? body : new Uint8Array(body);
}
