import { Aws } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { EventConsumer } from '../constructs/event-consumer.ts';
import { evidencePrefixes } from '../constructs/evidence-bucket.ts';
import type { FunctionSet } from '../constructs/function-set.ts';
import { Workflow } from '../constructs/workflow.ts';
import { signUploads } from '../permissions.ts';
import type { StatefulStack } from '../stacks/stateful.ts';

/** The claims API, the claim workflow and its steps, and the receipt of evidence. */
export function addClaims(scope: Construct, functions: FunctionSet, stateful: StatefulStack, root: string): Workflow {
  const { evidence, keys } = stateful;
  functions.onRecord('claims-api', {
    environment: { EVIDENCE_BUCKET: evidence.bucketName },
    permissions: signUploads(evidence, evidencePrefixes.all, keys.data),
    // A claim's history lies beside it in the table.
    table: { actions: ['dynamodb:Query'], queries: ['GSI1'] },
  });
  new EventConsumer(scope, 'EvidenceReceived', {
    operations: functions.operations,
    bus: EventBus.fromEventBusName(scope, 'BusOfS3', 'default'),
    pattern: {
      source: ['aws.s3'],
      detailType: ['Object Created'],
      detail: { bucket: { name: [evidence.bucketName] }, object: { key: [{ prefix: evidencePrefixes.all }] } },
    },
    consumer: functions.onRecord('claims-evidence'),
    name: 'claims-evidence',
    description: 'Evidence that has been uploaded',
    whenFailed: 'A document that a customer uploaded was not recorded: the claim still waits for it.',
  });
  const steps = functions.onRecord('claims-steps');
  return new Workflow(scope, 'ClaimLifecycle', {
    operations: functions.operations,
    name: 'claim-lifecycle',
    definitionFile: `${root}/workflows/claim-lifecycle.asl.json`,
    substitutions: { StepsFunctionArn: steps.function.functionArn, Partition: Aws.PARTITION },
    calls: [steps.function],
    whenFailed: "A claim's workflow has failed: the customer's claim stands still until the execution is redriven.",
    whenTimedOut: "A claim's workflow has timed out: the customer's claim has ended without an answer.",
    whenThrottled: 'Claim workflows are throttled: claims start late and move on late.',
  });
}
