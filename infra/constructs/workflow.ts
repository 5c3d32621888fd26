import { readFileSync } from 'node:fs';
import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { permit } from '../permissions.ts';
import type { Operations } from './operations.ts';
import { alarmPeriod, ServiceAlarm } from './service-alarm.ts';

export interface WorkflowProps {
  readonly operations: Operations;
  /** The name of its `workflows/<name>.asl.json`. */
  readonly name: string;
  readonly definitionFile: string;
  /** Fills the `${…}` of the definition. */
  readonly substitutions: Readonly<Record<string, string>>;
  /** The functions that its tasks call. */
  readonly calls: readonly IFunction[];
  /** Complete sentences: what a customer notices. */
  readonly whenFailed: string;
  readonly whenTimedOut: string;
  readonly whenAborted: string;
  readonly whenThrottled: string;
}

/** A standard workflow from its ASL file, with a role of its own, logs without data, tracing and alarms. */
export class Workflow extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, props: WorkflowProps) {
    super(scope, id);
    const { operations, name } = props;
    const stateMachineName = operations.physicalName(name);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com'),
      description: `What the workflow ${stateMachineName} may do`,
    });
    permit(role, [
      { actions: ['lambda:InvokeFunction'], resources: props.calls.map(({ functionArn }) => functionArn) },
    ]);
    this.stateMachine = new StateMachine(this, 'StateMachine', {
      stateMachineName,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(readFileSync(props.definitionFile, 'utf8')),
      definitionSubstitutions: { ...props.substitutions },
      role,
      logs: {
        // The prefix keeps API calls from running into the size limit of the logs' resource policy (Step Functions
        // developer guide, logging). Inputs and outputs hold task tokens, which must not reach a log.
        destination: operations.logGroup(this, `/aws/vendedlogs/states/${stateMachineName}`),
        level: LogLevel.ALL,
        includeExecutionData: false,
      },
      tracingEnabled: true,
      removalPolicy: operations.config.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'Log deliveries and X-Ray have no resources to name (Step Functions developer guide: logging, tracing).',
    });
    this.#alarms(props);
  }

  #alarms({ operations, whenFailed, whenTimedOut, whenAborted, whenThrottled }: WorkflowProps): void {
    const alarms = {
      Failed: { metric: this.stateMachine.metricFailed(alarmPeriod), meaning: whenFailed },
      TimedOut: { metric: this.stateMachine.metricTimedOut(alarmPeriod), meaning: whenTimedOut },
      Aborted: { metric: this.stateMachine.metricAborted(alarmPeriod), meaning: whenAborted },
      Throttled: { metric: this.stateMachine.metricThrottled(alarmPeriod), meaning: whenThrottled },
    };
    for (const [id, alarm] of Object.entries(alarms)) new ServiceAlarm(this, id, { operations, ...alarm });
  }
}
