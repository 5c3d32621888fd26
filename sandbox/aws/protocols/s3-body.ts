import { AwsError } from '../aws-error.ts';
import type { HttpRequest } from './protocol.ts';

/**
 * The bytes of an upload. `aws-chunked` bodies (streamed uploads) come as sized chunks, perhaps signed, with trailing
 * headers such as a checksum behind them ("Signature calculations: transferring a payload in multiple chunks").
 */
export function readBody({ headers, body }: HttpRequest): { body: Buffer; trailers: Record<string, string> } {
  if (!headers['x-amz-content-sha256']?.startsWith('STREAMING-')) return { body, trailers: {} };
  const chunks: Buffer[] = [];
  for (let offset = 0; ; ) {
    const end = body.indexOf('\r\n', offset);
    const size = Number.parseInt(body.toString('latin1', offset, end), 16);
    if (end < 0 || Number.isNaN(size)) throw incomplete();
    if (size === 0) return whole(headers, Buffer.concat(chunks), readTrailers(body.toString('latin1', end + 2)));
    chunks.push(body.subarray(end + 2, end + 2 + size));
    offset = end + 2 + size + 2;
  }
}

function whole(headers: HttpRequest['headers'], body: Buffer, trailers: Record<string, string>) {
  const length = headers['x-amz-decoded-content-length'];
  if (length !== undefined && Number(length) !== body.length) throw incomplete();
  const missing = (headers['x-amz-trailer'] ?? '')
    .split(',')
    .map((name) => name.trim())
    .find((name) => name !== '' && trailers[name] === undefined);
  if (missing) throw new AwsError('MalformedTrailerError', `The request ended without its trailer ${missing}.`);
  return { body, trailers };
}

function readTrailers(text: string): Record<string, string> {
  const lines = text.split('\r\n').map((line) => /^([^:]+):\s*(.*?)\s*$/.exec(line));
  return Object.fromEntries(lines.flatMap((line) => (line ? [[line[1]?.toLowerCase() ?? '', line[2] ?? '']] : [])));
}

const incomplete = () =>
  new AwsError(
    'IncompleteBody',
    'You did not provide the number of bytes specified by the Content-Length HTTP header.',
  );
