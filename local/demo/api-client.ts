import type { Careline } from '../careline.ts';

/** The product's API as a client of one person uses it. */
export class ApiClient {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  static async of(sandbox: Careline, ...person: Parameters<Careline['token']>): Promise<ApiClient> {
    return new ApiClient(sandbox.url, await sandbox.token(...person));
  }

  get(path: string): Promise<Record<string, unknown>> {
    return this.#call('GET', path);
  }

  /** Throws an Error with the problem document for anything but a 2xx. */
  post(path: string, body: unknown = {}): Promise<Record<string, unknown>> {
    return this.#call('POST', path, JSON.stringify(body));
  }

  async #call(method: string, path: string, body?: string): Promise<Record<string, unknown>> {
    const headers = { authorization: `Bearer ${this.#token}`, ...(body && { 'content-type': 'application/json' }) };
    const response = await fetch(`${this.#url}${path}`, { method, headers, ...(body && { body }) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text) as Record<string, unknown>;
  }
}
