import { Duration } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type FunctionName, type FunctionSpec, functions } from '../functions.ts';
import { type Permission, permit, trace } from '../permissions.ts';
import type { Bundles } from './bundles.ts';
import { counted } from './counted.ts';
import type { Operations } from './operations.ts';
import { alarmPeriod, ServiceAlarm } from './service-alarm.ts';

interface ServiceFunctionProps {
  readonly operations: Operations;
  readonly bundles: Bundles;
  readonly name: FunctionName;
  readonly environment: Readonly<Record<string, string>>;
  /** What it may do besides writing its own log and traces. */
  readonly permissions: readonly Permission[];
}

/** A function of the product: its bundle, a role of its own, its log group, tracing, and an alarm on throttling. */
export class ServiceFunction extends Construct {
  readonly function: LambdaFunction;
  readonly role: Role;
  /** Seconds. */
  readonly timeout: number;
  readonly logGroup: LogGroup;

  constructor(
    scope: Construct,
    id: string,
    { operations, bundles, name, environment, permissions }: ServiceFunctionProps,
  ) {
    super(scope, id);
    const spec: FunctionSpec = functions[name];
    this.timeout = spec.timeout;
    const functionName = operations.physicalName(name);
    const logGroup = operations.logGroup(this, `/aws/lambda/${functionName}`);
    this.logGroup = logGroup;
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What ${functionName} may do`,
    });
    const log = { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] };
    permit(this.role, [log, trace, ...permissions]);
    this.function = new LambdaFunction(this, 'Function', {
      functionName,
      description: spec.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: bundles.code(name),
      handler: 'index.handler',
      memorySize: spec.memory,
      timeout: Duration.seconds(spec.timeout),
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.INFO,
      tracing: Tracing.ACTIVE,
      environment: {
        STAGE: operations.config.stage,
        POWERTOOLS_SERVICE_NAME: name,
        ...environment,
      },
    });
    new ServiceAlarm(this, 'Throttled', {
      operations,
      metric: this.function.metricThrottles(alarmPeriod),
      meaning: `Function ${functionName} is throttled: ${spec.whenThrottled}`,
    });
    new ServiceAlarm(this, 'Failing', {
      operations,
      metric: spec.errorsAreTurns
        ? counted(operations, name, 'UnforeseenErrors')
        : this.function.metricErrors(alarmPeriod),
      meaning: `Function ${functionName} fails: ${spec.whenThrottled} Its log says at which place of the code: read it with npm run stack.`,
    });
  }
}
