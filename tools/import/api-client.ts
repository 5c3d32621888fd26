import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { bulkResult, type RowResult } from '../../functions/platform/http/bulk-schemas.ts';
import { ImportFailure } from './import-failure.ts';

/** What comes in, in the order in which one needs the other. */
export const kinds = ['branches', 'staff', 'customers', 'policies'] as const;
export type Kind = (typeof kinds)[number];

export interface ApiClient {
  /** Sends up to 100 bodies and returns what became of each, in order. Repeats are safe, since the API upserts. */
  send(kind: Kind, items: readonly unknown[]): Promise<readonly RowResult[]>;
}

export interface ClientOptions {
  readonly endpoint: string;
  /** Without it one is asked of the endpoint, which a sandbox gives. */
  readonly token: string | undefined;
  /** Of the waits between attempts, for tests. */
  readonly pause?: (milliseconds: number) => Promise<unknown>;
  /** Ends the waits and further requests; those under way come to their end. */
  readonly signal?: AbortSignal;
}

const ATTEMPTS = 8;
const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 20_000;
const TIMEOUT = 60_000;

/** A client that has found its endpoint and holds a token. Throws ImportFailure where either is not to be had. */
export async function connect({ endpoint, token, signal, ...options }: ClientOptions): Promise<ApiClient> {
  const pause = options.pause ?? ((milliseconds) => wait(milliseconds, undefined, signal && { signal }));
  await reach(endpoint);
  let bearer = token ?? (await sandboxToken(endpoint));
  /** A sandbox's token ends before a long import does; it gives another. */
  const renew = async (refused: string) => {
    if (token !== undefined || bearer !== refused) return;
    bearer = await sandboxToken(endpoint);
  };
  return {
    async send(kind, items) {
      const url = `${endpoint}/v1/${kind}/batch`;
      for (let attempt = 1; ; attempt += 1) {
        signal?.throwIfAborted();
        const used = bearer;
        const answer = await post(url, { items }, used);
        if (answer.status === 200) return resultsOf(answer.text, items.length, url);
        if (answer.status === 401 && token === undefined && attempt === 1) {
          await renew(used);
        } else if (attempt < ATTEMPTS && mayPass(answer)) {
          await pause(pauseAfter(answer, attempt));
        } else {
          throw failureOf(answer, url);
        }
      }
    },
  };
}

async function reach(endpoint: string): Promise<void> {
  if (!URL.canParse(endpoint) || !/^https?:/.test(endpoint)) {
    throw new ImportFailure(`--endpoint ${endpoint} is not an address such as http://127.0.0.1:3000`);
  }
  try {
    await fetch(`${endpoint}/health`, { signal: AbortSignal.timeout(TIMEOUT) });
  } catch (error) {
    throw new ImportFailure(
      `${endpoint} cannot be reached (${causeOf(error)}). Is it running? \`npm start\` starts a sandbox.`,
    );
  }
}

async function sandboxToken(endpoint: string): Promise<string> {
  const answer = await post(`${endpoint}/_sandbox/token`, { role: 'integration', name: 'import' }, undefined);
  const body = answer.status === 200 ? parseJson(answer.text) : undefined;
  const parsed = z.object({ token: z.string() }).safeParse(body);
  if (!parsed.success)
    throw new ImportFailure(`${endpoint} is no sandbox: give a token with --token or CARELINE_TOKEN`);
  return parsed.data.token;
}

/** What came back, read to its end, or why nothing did. */
type Answer =
  | { readonly status: number; readonly retryAfter: string | null; readonly text: string }
  | { readonly status?: never; readonly lost: unknown };

async function post(url: string, body: unknown, bearer: string | undefined): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(bearer && { authorization: `Bearer ${bearer}` }) },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT),
    });
    return { status: response.status, retryAfter: response.headers.get('retry-after'), text: await response.text() };
  } catch (error) {
    return { lost: error };
  }
}

/** What may go well another time: too many requests, a server in trouble, a network that failed. */
function mayPass({ status }: Answer): boolean {
  return status === undefined || status === 429 || status >= 500;
}

/** As long as the server asks for, or else twice as long each time, by chance between half and all of it. */
function pauseAfter(answer: Answer, attempt: number): number {
  const asked = answer.status === undefined ? undefined : retryAfter(answer.retryAfter);
  const most = Math.min(FIRST_PAUSE * 2 ** (attempt - 1), LONGEST_PAUSE);
  return Math.max(asked ?? 0, most / 2 + (Math.random() * most) / 2);
}

/** Seconds or a date: RFC 9110, 10.2.3. Never longer than five minutes, whatever a proxy says. */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  const milliseconds = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(milliseconds) ? undefined : Math.min(Math.max(milliseconds, 0), 300_000);
}

function resultsOf(text: string, count: number, url: string): readonly RowResult[] {
  const parsed = bulkResult.safeParse(parseJson(text));
  if (parsed.success && parsed.data.results.length === count) return parsed.data.results;
  throw new ImportFailure(`${url} did not answer as a bulk route does: is --endpoint right?`);
}

function failureOf(answer: Answer, url: string): ImportFailure {
  if (answer.status === undefined)
    return new ImportFailure(`${url} cannot be reached any more (${causeOf(answer.lost)})`);
  const detail = z.object({ detail: z.string() }).safeParse(parseJson(answer.text));
  const said = detail.success ? `: ${detail.data.detail}` : '';
  switch (answer.status) {
    case 401:
      return new ImportFailure(`The token is not accepted (401${said}). Give a valid one with --token.`);
    case 403:
      return new ImportFailure(`The token's role may not import (403${said}); integration and admin may.`);
    case 404:
      return new ImportFailure(`${url} is not there (404): is --endpoint right?`);
    default:
      return new ImportFailure(`${url} answered ${answer.status}${said}`);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function causeOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: { code?: string } };
  return cause?.code ?? message;
}
