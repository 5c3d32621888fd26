import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Operations } from './operations.ts';

interface ServiceAlarmProps {
  readonly operations: Operations;
  readonly metric: IMetric;
  /** A sentence: what a customer notices, and where to look. */
  readonly meaning: string;
  /** The first value that alarms; 1 by default. */
  readonly threshold?: number;
  /** How many of the last five periods must reach the threshold; 1 by default. */
  readonly periods?: number;
}

/** An alarm that says what it means for a customer, and tells the stage's on-call. */
export class ServiceAlarm extends Alarm {
  constructor(
    scope: Construct,
    id: string,
    { operations, metric, meaning, threshold = 1, periods = 1 }: ServiceAlarmProps,
  ) {
    super(scope, id, {
      metric,
      alarmDescription: meaning,
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: periods === 1 ? 1 : 5,
      datapointsToAlarm: periods,
      // No calls, no metric: that is well.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    if (operations.alarmAction) {
      this.addAlarmAction(operations.alarmAction);
      this.addOkAction(operations.alarmAction);
    }
  }
}

/** Alarms look at sums over five minutes, the finest that CloudWatch keeps for 63 days. */
export const alarmPeriod = { period: Duration.minutes(5), statistic: 'Sum' };
