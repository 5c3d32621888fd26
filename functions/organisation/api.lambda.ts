import { httpApi } from '../platform/http/http.ts';
import { deps } from './deps.ts';
import { handlers } from './handlers.ts';
import { routes } from './routes.ts';

export const handler = httpApi(routes, handlers, deps);
