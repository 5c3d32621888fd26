import { missingYear } from '../deadlines/calendars/missing-year.ts';
import type { Handlers } from '../platform/http/route.ts';
import { contentSecurityPolicy, docsPage } from './docs/page.ts';
import type { ApiDocument } from './openapi/document.ts';
import type { routes } from './routes.ts';

export interface Deps {
  readonly stage: string;
  readonly version: string;
  /** Read on the first call, so that a health check does not wait for it. */
  readonly document: () => ApiDocument;
  readonly clock: () => Date;
}

/** What changes with a deployment only. */
const cached = { 'cache-control': 'public, max-age=300' };

export const handlers: Handlers<typeof routes, Deps> = {
  async getHealth({ stage, version }, { now }) {
    const missing = missingYear(now);
    return { status: 200, body: { status: missing ? 'degraded' : 'ok', stage, version, ...(missing && { missing }) } };
  },

  getOpenApi: async ({ document }) => ({ status: 200, body: document(), headers: cached }),

  getDocs: async ({ document }, { query, language: preferred }) => {
    const language = query.lang ?? preferred;
    return {
      status: 200,
      body: docsPage(document(), language),
      headers: {
        ...cached,
        vary: 'accept-language',
        'content-type': 'text/html; charset=utf-8',
        'content-language': language,
        'content-security-policy': contentSecurityPolicy,
        'referrer-policy': 'no-referrer',
      },
    };
  },
};
