import { environment } from '../platform/environment.ts';
import { httpApi } from '../platform/http/http.ts';
import { count } from '../platform/metrics.ts';
import { dynamoTable } from '../platform/record/table.ts';
import { noticeVerifier } from './answers/notice-verifier.ts';
import { handlers } from './handlers.ts';
import { routes } from './routes.ts';
import { sharedSecret } from './secret.ts';

export const handler = httpApi(routes, handlers, {
  table: dynamoTable(environment('TABLE_NAME')),
  clock: () => new Date(),
  verifyNotice: noticeVerifier(sharedSecret(environment('PAYMENT_SECRET_ARN')), () => count('RefusedNotices')),
});
