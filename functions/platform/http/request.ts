import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { z } from 'zod';
import { says } from '../platform-wordings.ts';
import { DomainError } from '../problems.ts';
import { parseFields } from './field-errors.ts';
import type { Route } from './route.ts';

type Event = Pick<
  APIGatewayProxyEventV2,
  'headers' | 'body' | 'isBase64Encoded' | 'pathParameters' | 'queryStringParameters'
>;

/** A hundred rows of a bulk load are a tenth of it; the gateway would let 10 MB through. */
const LARGEST_BODY = 1024 * 1024;

/**
 * Parses an event by its route's schemas. Throws `malformed-request` for what is not JSON, `invalid-input` with a
 * pointer for each field that is wrong. `fingerprint` is the body as it came, for telling a changed repeat.
 */
export function parseRequest(route: Route, event: Event) {
  const raw = event.body === undefined ? '' : event.isBase64Encoded ? fromBase64(event.body) : event.body;
  if (Buffer.byteLength(raw) > LARGEST_BODY) throw new DomainError('payload-too-large', says.bodyTooLarge);
  return {
    params: route.params ? parse(route.params, event.pathParameters ?? {}, 'path') : {},
    query: route.query ? parse(route.query, event.queryStringParameters ?? {}, 'query') : {},
    body: route.rawBody
      ? raw
      : route.body
        ? parse(route.body, json(route.body, raw, event.headers['content-type']))
        : undefined,
    headers: event.headers,
    ifMatch: versionOf(event.headers['if-match']),
    fingerprint: raw,
  };
}

/** Parses a raw body, once its signature was verified. Throws `malformed-request`, `invalid-input`. */
export function parseJsonBody<S extends z.ZodType>(schema: S, raw: string): z.output<S> {
  return parse(schema, json(schema, raw, 'application/json'));
}

/** Parses a body by a schema that is known only once the record is read. Throws `invalid-input` with pointers. */
export function parseBody<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  return parse(schema, body);
}

function parse<S extends z.ZodType>(schema: S, value: unknown, place = ''): z.output<S> {
  const parsed = parseFields(schema, value, { place });
  if ('data' in parsed) return parsed.data;
  const { errors } = parsed;
  const [only] = errors.length === 1 ? errors : [];
  // A path or query that is not of its shape names nothing that exists, but saying so helps a client's author.
  const detail = only ? says.wrongField(only.pointer, only.detail) : says.wrongFields(errors.length);
  throw new DomainError('invalid-input', detail, errors);
}

function json(schema: z.ZodType, raw: string, contentType = ''): unknown {
  if (raw === '' && schema.safeParse(undefined).success) return undefined;
  if (!/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(contentType)) {
    throw new DomainError('unsupported-media-type', says.sendJson);
  }
  try {
    return JSON.parse(raw);
  } catch {
    throw new DomainError('malformed-request', says.notJson);
  }
}

function fromBase64(body: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(body, 'base64'));
  } catch {
    throw new DomainError('malformed-request', says.notUtf8);
  }
}

function versionOf(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch === '*') return undefined;
  const match = /^(?:W\/)?"(\d{1,9})"$/.exec(ifMatch.trim());
  if (!match) throw new DomainError('malformed-request', says.ifMatch);
  return Number(match[1]);
}
