import type { Role } from '../../functions/platform/http/auth.ts';
import { type Careline, startCareline } from '../../local/careline.ts';

/** The deployed system on this machine: the synthesized templates and the bundles themselves. */
export async function runningSandbox(): Promise<Careline> {
  return startCareline();
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown> & { items?: Record<string, unknown>[] };
  readonly text: string;
}

/** A client of one person, over HTTP; keeps every answer it got. */
export async function clientOf(sandbox: Careline, role: Role, person: Parameters<Careline['token']>[1] = {}) {
  const token = await sandbox.token(role, person);
  const seen: string[] = [];
  async function call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answered> {
    const response = await fetch(`${sandbox.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    seen.push(text);
    await sandbox.clock.idle();
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: text.startsWith('{') ? JSON.parse(text) : {},
    };
  }
  return {
    seen,
    get: (path: string, headers?: Record<string, string>) => call('GET', path, undefined, headers),
    post: (path: string, body: unknown = {}, headers?: Record<string, string>) => call('POST', path, body, headers),
    patch: (path: string, body: unknown, headers?: Record<string, string>) => call('PATCH', path, body, headers),
  };
}
