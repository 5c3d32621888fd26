import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { routes } from '../../functions/routes.ts';
import type { StageConfig } from '../config.ts';
import { Bundles } from '../constructs/bundles.ts';
import { FunctionSet } from '../constructs/function-set.ts';
import { Operations } from '../constructs/operations.ts';
import { alarmPeriod, ServiceAlarm } from '../constructs/service-alarm.ts';
import { ServiceApi, urlOf } from '../constructs/service-api.ts';
import { addClaims } from '../contexts/claims.ts';
import { addNotifications } from '../contexts/notifications.ts';
import { addPayments } from '../contexts/payments.ts';
import { addRelay } from '../contexts/relay.ts';
import { readSecret, watchWorkflow } from '../permissions.ts';
import type { StatefulStack } from './stateful.ts';

interface StatelessProps extends StackProps {
  readonly config: StageConfig;
  readonly stateful: StatefulStack;
  /** Where `functions/` and `workflows/` are. */
  readonly root: string;
}

/** What runs: functions, the claim workflow, the API, and what connects them. It holds nothing that cannot be made again. */
export class StatelessStack extends Stack {
  constructor(scope: Construct, id: string, { config, stateful, root, ...props }: StatelessProps) {
    super(scope, id, props);
    const operations = new Operations(this, 'Operations', { config, key: stateful.keys.operations });
    const bundles = new Bundles(`${root}/functions`);
    const functions = new FunctionSet(this, 'Functions', { operations, bundles, stateful });
    addRecords(functions, stateful);
    const { stateMachine } = addClaims(this, functions, stateful, root);
    functions.add('executions-api', {
      environment: { CLAIM_LIFECYCLE_ARN: stateMachine.stateMachineArn },
      permissions: watchWorkflow(stateMachine),
    });
    addRelay(this, functions, stateful, stateMachine);
    addNotifications(this, functions, stateful);
    addPayments(this, functions, stateful);
    const functionOf = (name: string) => functions.get(name).function;
    const api = new ServiceApi(this, 'Api', { operations, routes, functionOf, tokens: stateful.tokens });
    new CfnOutput(this, 'ApiUrl', { value: urlOf(api) });
    watchRecord(this, operations, stateful);
  }
}

/** The APIs that have no machinery of their own. */
function addRecords(functions: FunctionSet, { identityKey, keys }: StatefulStack): void {
  // Imports read many records in one call.
  const actions = ['dynamodb:BatchGetItem'];
  functions.add('platform-api');
  functions.onRecord('customers-api', {
    environment: { IDENTITY_KEY_SECRET_ARN: identityKey.secretArn },
    permissions: readSecret(identityKey, keys.data),
    table: { actions, queries: ['GSI1', 'GSI2'] },
  });
  functions.onRecord('policies-api', { table: { actions, queries: ['GSI1'] } });
  functions.onRecord('tasks-api', { table: { queries: ['GSI2'] } });
}

function watchRecord(scope: Construct, operations: Operations, { table }: StatefulStack): void {
  for (const [what, metricName] of Object.entries({ Reads: 'ReadThrottleEvents', Writes: 'WriteThrottleEvents' })) {
    new ServiceAlarm(scope, `${what}Throttled`, {
      operations,
      metric: table.metric(metricName, alarmPeriod),
      meaning: `${what} of the record are throttled: customers and staff wait, and some requests fail with 429.`,
    });
  }
}
