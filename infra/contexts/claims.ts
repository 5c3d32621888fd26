import { Aws } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { EventConsumer } from '../constructs/event-consumer.ts';
import { evidencePrefixes } from '../constructs/evidence-bucket.ts';
import type { House } from '../house.ts';
import { signUploads } from '../permissions.ts';

/** The claims API, the claim workflow and its steps, and the receipt of evidence. */
export function addClaims(scope: Construct, { operations, functions, workflows, stateful }: House): void {
  const { evidence, keys } = stateful;
  functions.onRecord('claims-api', {
    environment: { EVIDENCE_BUCKET: evidence.bucketName },
    permissions: signUploads(evidence, evidencePrefixes.all, keys.data),
    // A claim's history lies beside it in the table.
    table: { actions: ['dynamodb:Query'], queries: ['GSI1'] },
  });
  new EventConsumer(scope, 'EvidenceReceived', {
    operations,
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
  workflows.add('claim-lifecycle', {
    substitutions: { StepsFunctionArn: steps.function.functionArn, Partition: Aws.PARTITION },
    calls: [steps.function],
    whenFailed: "A claim's workflow has failed: the customer's claim stands still until the execution is redriven.",
    whenTimedOut: "A claim's workflow has timed out: the customer's claim has ended without an answer.",
    whenThrottled: 'Claim workflows are throttled: claims start late and move on late.',
  });
}
