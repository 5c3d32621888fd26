import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { CountedName } from '../../functions/platform/metrics.ts';
import type { FunctionName } from '../functions.ts';
import type { Operations } from './operations.ts';
import { alarmPeriod } from './service-alarm.ts';

/** What a function of the stage counts by itself, see functions/platform/metrics.ts. */
export function counted(operations: Operations, service: FunctionName, metricName: CountedName): Metric {
  const dimensionsMap = { service, stage: operations.config.stage };
  return new Metric({ namespace: 'Careline', metricName, dimensionsMap, ...alarmPeriod });
}
