import * as z from 'zod';
import type { Route } from '../../functions/platform/http/route.ts';
import { problems } from '../../functions/problems.ts';
import type { HostileRequest } from './hostile-requests.ts';

export interface Answered {
  /** The route that took the request, which a stray path or method may have changed; none where the gateway refused. */
  readonly route: Route | undefined;
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** A refusal of ours, whole: it has no field that this does not name. */
const problem = z.strictObject({
  type: z.url(),
  title: z.string().min(1),
  status: z.int(),
  code: z.enum(problems.map(({ code }) => code)),
  detail: z.string(),
  instance: z.string(),
  errors: z.array(z.strictObject({ pointer: z.string(), detail: z.string() })).optional(),
});

/** What API Gateway answers itself. */
const gatewayRefusal = z.strictObject({ message: z.string() });
const gatewayStatuses = [400, 401, 404, 413, 431];

/** Of the largest answers: nothing that a caller sends should come back as more. */
const LARGEST_REFUSAL = 64 * 1024;

/** What is wrong with an answer; nothing if it is as it should be. */
export function complaints({ method }: HostileRequest, { route, status, headers, body }: Answered): string[] {
  const type = String(headers['content-type'] ?? '');
  if (method === 'HEAD' || method === 'OPTIONS') return status >= 500 ? [`status ${status}`] : [];
  if (status >= 500) return [`status ${status}: ${body.slice(0, 300)}`];
  if (status >= 400) return refusalComplaints(status, type, body);
  const declared = route?.responses[status];
  if (!declared) return [`status ${status} is not declared`];
  if (!declared.body) return [];
  const value = declared.type === undefined ? parsed(body) : body;
  const read = declared.body.safeParse(value);
  if (!read.success) return [`the body is not as declared: ${z.prettifyError(read.error)}`];
  return undeclared(value, read.data).map((path) => `${path} is not declared`);
}

function refusalComplaints(status: number, type: string, body: string): string[] {
  // What is no HTTP for Node's parser, or a head too large, is answered without a body.
  if ((status === 400 || status === 431) && body === '') return [];
  if (gatewayStatuses.includes(status) && gatewayRefusal.safeParse(parsed(body)).success) return [];
  if (body.length > LARGEST_REFUSAL) return [`a refusal of ${body.length} characters`];
  if (type !== 'application/problem+json') return [`a refusal (${status}) of type ${type}`];
  const read = problem.safeParse(parsed(body));
  if (!read.success) return [`a refusal that is no problem document: ${z.prettifyError(read.error)}`];
  return read.data.status === status ? [] : [`a problem of status ${read.data.status} answered with ${status}`];
}

/** Paths of what an answer holds beyond its schema. */
function undeclared(value: unknown, declared: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || typeof declared !== 'object' || declared === null) return [];
  return Object.entries(value).flatMap(([name, field]) =>
    Object.hasOwn(declared, name)
      ? undeclared(field, (declared as Record<string, unknown>)[name], `${path}/${name}`)
      : [`${path}/${name}`],
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A request in a line, for the report of a failure. */
export function inShort({ role, method, target, headers, body }: HostileRequest): string {
  const content = body.length > 2_000 ? `${body.subarray(0, 400)}… (${body.length} bytes)` : String(body);
  return `${method} ${target.slice(0, 500)} as ${role ?? 'nobody'} ${JSON.stringify(headers).slice(0, 500)}\n${content}`;
}
