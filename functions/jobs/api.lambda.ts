import { environment } from '../platform/environment.ts';
import { httpApi } from '../platform/http/http.ts';
import { dynamoTable } from '../platform/record/table.ts';
import { handlers } from './handlers.ts';
import { s3Reports } from './report-bucket.ts';
import { routes } from './routes.ts';

export const handler = httpApi(routes, handlers, {
  table: dynamoTable(environment('TABLE_NAME')),
  clock: () => new Date(),
  reports: s3Reports(environment('REPORTS_BUCKET')),
});
