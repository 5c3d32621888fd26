import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Operations } from './operations.ts';

interface AlarmProps {
  readonly operations: Operations;
  readonly metric: IMetric;
  /** A sentence: what a customer notices, and where to look. */
  readonly meaning: string;
}

interface ServiceAlarmProps extends AlarmProps {
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
    tellOnCall(this, operations);
  }
}

interface SilenceAlarmProps extends AlarmProps {
  /** The lowest value that is well. */
  readonly threshold: number;
}

/** An alarm on what must happen all the time, and does not. */
export class SilenceAlarm extends Alarm {
  constructor(scope: Construct, id: string, { operations, metric, meaning, threshold }: SilenceAlarmProps) {
    super(scope, id, {
      metric,
      alarmDescription: meaning,
      threshold,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.BREACHING,
    });
    tellOnCall(this, operations);
  }
}

function tellOnCall(alarm: Alarm, { alarmAction }: Operations): void {
  if (!alarmAction) return;
  alarm.addAlarmAction(alarmAction);
  alarm.addOkAction(alarmAction);
}

/** Alarms look at sums over five minutes, the finest that CloudWatch keeps for 63 days. */
export const alarmPeriod = { period: Duration.minutes(5), statistic: 'Sum' };
