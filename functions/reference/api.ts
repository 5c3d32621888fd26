import project from '../../package.json' with { type: 'json' };
import { environment } from '../platform/environment.ts';
import { httpApi } from '../platform/http/http.ts';
import { routes as everyRoute } from '../routes.ts';
import { handlers } from './handlers.ts';
import type { ApiDocument } from './openapi/document.ts';
import { openApi } from './openapi/openapi.ts';
import { routes } from './routes.ts';

let made: ApiDocument | undefined;

export const handler = httpApi(routes, handlers, {
  stage: environment('STAGE'),
  version: project.version,
  document: () => {
    made ??= openApi(everyRoute, project.version);
    return made;
  },
  clock: () => new Date(),
});
