import { Aws } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { EventConsumer } from '../constructs/event-consumer.ts';
import { evidencePrefixes } from '../constructs/evidence-bucket.ts';
import type { House } from '../house.ts';
import { quarantine, readVersions, signUploads } from '../permissions.ts';

/** The claims API, the claim workflow and its steps, and the receipt of evidence. */
export function addClaims(scope: Construct, { operations, functions, workflows, stateful }: House): void {
  const { evidence, keys } = stateful;
  functions.onRecord('claims-api', {
    environment: { EVIDENCE_BUCKET: evidence.bucketName },
    permissions: [
      ...signUploads(evidence, evidencePrefixes.all, keys.data),
      ...readVersions(evidence, evidencePrefixes.all, keys.data),
    ],
    // A claim's history lies beside it in the table.
    table: { actions: ['dynamodb:BatchGetItem'], decides: true },
  });
  new EventConsumer(scope, 'EvidenceReceived', {
    operations,
    source: {
      bus: EventBus.fromEventBusName(scope, 'BusOfS3', 'default'),
      pattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [evidence.bucketName] }, object: { key: [{ prefix: evidencePrefixes.all }] } },
      },
    },
    consumer: functions.onRecord('claims-evidence', {
      environment: { EVIDENCE_BUCKET: evidence.bucketName },
      permissions: [
        ...readVersions(evidence, evidencePrefixes.all, keys.data),
        ...quarantine(evidence, evidencePrefixes.all),
      ],
      table: { decides: true },
    }),
    name: 'claims-evidence',
    description: 'Evidence that has been uploaded',
    whenFailed: 'A document that a customer uploaded was not recorded: the claim still waits for it.',
  });
  // What else was claimed about the same object or person.
  const steps = functions.onRecord('claims-steps', { table: { decides: true } });
  workflows.add('claim-lifecycle', {
    substitutions: { StepsFunctionArn: steps.function.functionArn, Partition: Aws.PARTITION },
    calls: [steps.function],
    whenFailed:
      "A claim's workflow has failed: the customer's claim stands still until a supervisor decides the hand-over task.",
    whenTimedOut:
      "A claim's workflow has timed out: it is started anew, and the customer's claim goes on later than promised.",
    whenAborted:
      "A claim's workflow was stopped: by ops, who start it anew, or by something else, and then it is started anew by itself.",
    whenThrottled: 'Claim workflows are throttled: claims start late and move on late.',
  });
}
