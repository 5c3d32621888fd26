import project from '../../package.json' with { type: 'json' };
import { environment } from '../platform/environment.ts';
import { httpApi } from '../platform/http/http.ts';
import { handlers } from './handlers.ts';
import type { ApiDocument } from './openapi/document.ts';
import { routes } from './routes.ts';

/**
 * The document of all routes as JSON text: put here when the function is built, from the same declarations. To make it here would
 * load the schemas of every context, which took longer than all else that this function loads.
 */
declare const OPENAPI_DOCUMENT: string;

let parsed: ApiDocument | undefined;

export const handler = httpApi(routes, handlers, {
  stage: environment('STAGE'),
  version: project.version,
  document: () => {
    parsed ??= readDocument();
    return parsed;
  },
  clock: () => new Date(),
});

function readDocument(): ApiDocument {
  return JSON.parse(OPENAPI_DOCUMENT);
}
