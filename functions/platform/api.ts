import project from '../../package.json' with { type: 'json' };
import { routes as everyRoute } from '../routes.ts';
import { environment } from './environment.ts';
import { handlers } from './handlers.ts';
import { httpApi } from './http.ts';
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
