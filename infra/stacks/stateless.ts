import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { routes } from '../../functions/routes.ts';
import type { StageConfig } from '../config.ts';
import { Bundles } from '../constructs/bundles.ts';
import { FunctionSet } from '../constructs/function-set.ts';
import { Operations } from '../constructs/operations.ts';
import { alarmPeriod, ServiceAlarm } from '../constructs/service-alarm.ts';
import { ServiceApi, urlOf } from '../constructs/service-api.ts';
import { WorkflowSet } from '../constructs/workflow-set.ts';
import { addAccess } from '../contexts/access.ts';
import { addCases } from '../contexts/cases.ts';
import { addClaims } from '../contexts/claims.ts';
import { addExecutions } from '../contexts/executions.ts';
import { addJobs } from '../contexts/jobs.ts';
import { addNotifications } from '../contexts/notifications.ts';
import { addPayments } from '../contexts/payments.ts';
import { addRecords } from '../contexts/records.ts';
import { addRelay } from '../contexts/relay.ts';
import { addShadow } from '../contexts/shadow.ts';
import { addWaking } from '../contexts/waking.ts';
import type { StatefulStack } from './stateful.ts';

/** Those with workflows come before those that are told of all of them. */
const contexts = [
  addRecords,
  addClaims,
  addNotifications,
  addPayments,
  addExecutions,
  addCases,
  addWaking,
  addJobs,
  addShadow,
  addRelay,
  addAccess,
];

interface StatelessProps extends StackProps {
  readonly config: StageConfig;
  readonly stateful: StatefulStack;
  /** Where `functions/` and `workflows/` are. */
  readonly root: string;
  /** The directory that takes the functions' source maps. */
  readonly sourceMaps: string;
}

/** What runs: functions, workflows, the API, and what connects them. It holds nothing that cannot be made again. */
export class StatelessStack extends Stack {
  constructor(scope: Construct, id: string, { config, stateful, root, sourceMaps, ...props }: StatelessProps) {
    super(scope, id, props);
    const operations = new Operations(this, 'Operations', { config, key: stateful.keys.operations });
    const bundles = new Bundles(`${root}/functions`, sourceMaps);
    const functions = new FunctionSet(this, 'Functions', { operations, bundles, stateful });
    const workflows = new WorkflowSet(this, 'Workflows', { operations, directory: `${root}/workflows` });
    for (const add of contexts) add(this, { operations, functions, workflows, stateful });
    const functionOf = (name: string) => functions.get(name).function;
    const api = new ServiceApi(this, 'Api', { operations, routes, functionOf, tokens: stateful.tokens });
    new CfnOutput(this, 'ApiUrl', { value: urlOf(api) });
    watchRecord(this, operations, stateful);
  }
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
