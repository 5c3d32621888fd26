import { environment } from '../platform/environment.ts';
import { count } from '../platform/metrics.ts';
import { failedRecords } from '../platform/record/failed-records.ts';
import { deps } from './deps.ts';
import { sesEmail } from './providers/email-ses.ts';
import { snsSms } from './providers/sms-sns.ts';
import { messageSender } from './sending.ts';

export const handler = messageSender(
  {
    ...deps,
    count,
    email: sesEmail({ sender: environment('SENDER_EMAIL'), configurationSet: environment('SES_CONFIGURATION_SET') }),
    sms: snsSms(),
  },
  failedRecords('notifications-sender'),
);
