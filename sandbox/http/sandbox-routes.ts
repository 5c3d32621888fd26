import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { AwsError } from '../aws/aws-error.ts';
import { ConnectionLost } from '../aws/connection-lost.ts';
import type { OutboxMessage } from '../aws/outbox.ts';
import type { VirtualClock } from '../clock.ts';
import type { Meter } from '../costs/meter.ts';
import type { Faults } from '../faults/faults.ts';
import { durationFrom, parseDuration } from './duration.ts';
import type { Identity } from './identity.ts';
import { type FrontPage, indexPage } from './index-page.ts';
import { messagesPage } from './messages-page.ts';
import { pagePolicy } from './page-policy.ts';
import { BodyTooLargeError, type RequestListener, type Routes, readBody, routeOf, sendJson } from './server.ts';
import type { User } from './user.ts';

export interface SandboxRoutesOptions {
  readonly clock: VirtualClock;
  readonly identity: Identity;
  /** What tokens are asked for with, and whom that means. */
  readonly people: z.ZodType<User>;
  readonly front: FrontPage;
  /** Those of neighbours. */
  readonly more: Routes;
  readonly costs: Meter;
  readonly faults: Faults;
  readonly url: string;
  readonly awsUrl: string;
  readonly messages: () => readonly OutboxMessage[];
  readonly reset: () => Promise<void>;
  /** Takes every request that is not the sandbox's own; without it there is nothing else. */
  readonly otherwise: RequestListener | undefined;
}

/** The sandbox's own routes beside the app's: tokens, time, messages, reset, costs, faults, a front page. */
export function sandboxRoutes(options: SandboxRoutesOptions): RequestListener {
  const routes = routeTable(options);
  return (message, response) => {
    const path = (message.url ?? '/').split('?')[0] ?? '/';
    const route = routeOf(routes, message.method, path);
    const isOwn = path === '/_sandbox' || path.startsWith('/_sandbox/');
    if (!route && !isOwn && options.otherwise) return options.otherwise(message, response);
    Promise.resolve(route ? route(message, response) : Promise.reject(new Problem(404, 'No such route')))
      .catch((error) => (error instanceof ConnectionLost ? response.destroy(error) : sendProblem(response, error)))
      .catch((error) => response.destroy(error));
  };
}

function routeTable(options: SandboxRoutesOptions): Routes {
  const { clock, identity, people, faults } = options;
  const sendNow = (response: ServerResponse, now: number) =>
    sendJson(response, 200, { now: new Date(now).toISOString() });
  return {
    ...options.more,
    'GET /': (_, response) => sendHtml(response, indexPage(options)),
    'POST /_sandbox/token': async (message, response) =>
      sendJson(response, 200, { token: await identity.token(await readJson(message, people)) }),
    'GET /_sandbox/clock': (_, response) => sendNow(response, clock.now()),
    'POST /_sandbox/clock': async (message, response) => {
      const { advance } = await readJson(message, clockInput);
      const milliseconds = durationFrom(clock.now(), advance);
      if (milliseconds > FARTHEST_MS) throw new Problem(400, 'advance: at most 100 years at a time');
      sendNow(response, await clock.advance(milliseconds));
    },
    'GET /_sandbox/messages': (message, response) => {
      const items = options.messages();
      if (prefersHtml(message)) sendHtml(response, messagesPage(items));
      else sendJson(response, 200, { items });
    },
    'POST /_sandbox/reset': async (_, response) => {
      await options.reset();
      response.writeHead(204).end();
    },
    'GET /_sandbox/costs': async (message, response) => {
      const { case: caseId, route } = readQuery(message, costsQuery);
      sendJson(response, 200, options.costs.bill({ caseId, route }));
    },
    'GET /_sandbox/faults': (_, response) => sendJson(response, 200, { items: faults.list() }),
    'POST /_sandbox/faults': async (message, response) =>
      sendJson(response, 201, faults.add(await readJson(message, faults.input))),
    'DELETE /_sandbox/faults': (_, response) => {
      faults.clear();
      response.writeHead(204).end();
    },
  };
}

const LARGEST_BODY = 1024 * 1024;
const FARTHEST_MS = 100 * 366 * 86_400_000;

class Problem extends Error {
  readonly status: number;

  constructor(status: number, detail: string) {
    super(detail);
    this.status = status;
  }
}

async function readJson<T>(message: IncomingMessage, schema: z.ZodType<T>): Promise<T> {
  const text = (await readBody(message, LARGEST_BODY)).toString('utf8');
  const parsed = schema.safeParse(parseJson(text));
  if (!parsed.success) throw new Problem(400, z.prettifyError(parsed.error));
  return parsed.data;
}

function readQuery<T>(message: IncomingMessage, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(Object.fromEntries(new URLSearchParams(message.url?.split('?')[1] ?? '')));
  if (!parsed.success) throw new Problem(400, z.prettifyError(parsed.error));
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(400, 'The body is not JSON');
  }
}

function sendProblem(response: ServerResponse, error: unknown): void {
  const problem = error instanceof Problem ? error : undefined;
  const status = problem?.status ?? statusOf(error);
  const title =
    { 400: 'Bad Request', 404: 'Not Found', 413: 'Content Too Large', 429: 'Too Many Requests' }[status] ??
    'Internal Server Error';
  const detail = problem?.message ?? (error instanceof Error ? error.stack : String(error));
  sendJson(
    response,
    status,
    { type: 'about:blank', title, status, detail },
    { 'content-type': 'application/problem+json' },
  );
}

function statusOf(error: unknown): number {
  if (error instanceof BodyTooLargeError) return 413;
  // A fault that was ordered for one of the sandbox's own routes.
  if (error instanceof AwsError) return error.code === 'ThrottlingException' ? 429 : error.statusCode;
  return 500;
}

function sendHtml(response: ServerResponse, html: string): void {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': pagePolicy(html),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
  response.writeHead(200, headers).end(html);
}

const prefersHtml = ({ headers }: IncomingMessage) => headers.accept?.includes('text/html') ?? false;

const costsQuery = z.strictObject({ case: z.string().optional(), route: z.string().optional() });

const clockInput = z.strictObject({
  advance: z.string().transform((text, context) => {
    const duration = parseDuration(text);
    if (duration) return duration;
    context.addIssue({ code: 'custom', message: 'expected an ISO 8601 duration such as PT36H or P1Y2M10D' });
    return z.NEVER;
  }),
});
