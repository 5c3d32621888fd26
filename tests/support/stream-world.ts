import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SFNClient } from '@aws-sdk/client-sfn';
import { VirtualClock } from '@careline/sandbox/clock';
import { Events } from '@careline/sandbox/events';
import { randomFrom } from '@careline/sandbox/random';
import { S3 } from '@careline/sandbox/s3';
import { byAction, type Input, Services } from '@careline/sandbox/services';
import { Sqs } from '@careline/sandbox/sqs';
import { StepFunctions } from '@careline/sandbox/step-functions';
import { StreamConsumer } from '@careline/sandbox/stream-consumer';
import { afterEach } from '@jest/globals';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { effectsOf } from '../../functions/platform/record/effects.ts';
import { failedRecords } from '../../functions/platform/record/failed-records.ts';
import { streamHandler } from '../../functions/platform/record/stream-records.ts';
import { inProcess, testTable } from './table.ts';

const arn = (service: string, rest: string) => `arn:aws:${service}:eu-central-1:000000000000:${rest}`;
const machine = arn('states', 'stateMachine:claim-lifecycle');
const queue = arn('sqs', 'relay-failures');
const mappingId = '0f4a1c52-7d0e-4c3a-9b59-2f0d6a1e8b77';
const definition = JSON.stringify({
  QueryLanguage: 'JSONata',
  StartAt: 'Wait',
  States: { Wait: { Type: 'Wait', Seconds: 31_536_000, End: true } },
});
process.env.FAILED_RECORDS_BUCKET = 'failed-records';

const opened: VirtualClock[] = [];
afterEach(() => {
  for (const clock of opened.splice(0)) clock.stop();
});

/**
 * The relay's own handler behind an event source mapping set as the product's, on a clock that stands still: table, workflows,
 * bucket, rule and queue are the sandbox's, in one process.
 */
export async function streamWorld() {
  const clock = new VirtualClock({ start: Date.UTC(2026, 2, 1) });
  opened.push(clock);
  const random = randomFrom(7);
  const account = { clock, region: 'eu-central-1', accountId: '000000000000', random };
  const { db, streamRecords: records } = await testTable(clock);
  const stepFunctions = new StepFunctions({ ...account, integrate: async () => ({}) });
  stepFunctions.addStateMachine({
    name: 'claim-lifecycle',
    arn: machine,
    roleArn: 'role',
    type: 'STANDARD',
    definition,
  });
  const services = new Services();
  const events = new Events({ clock, services, buses: ['default', 'careline'], rules: [told] });
  const publish = events.publish.bind(events);
  const s3 = new S3({ clock, buckets, awsUrl: 'http://aws', publish });
  const sqs = new Sqs(clock, [failures]);
  /** What fails a call, as a service would: undefined lets it through. */
  const outage: { of?: ((action: string) => Error | undefined) | undefined } = {};
  const through = (service: string) => ({
    region: 'eu-central-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: inProcess(async (action, input) => {
      const error = outage.of?.(action);
      if (error) throw error;
      return call(service, action, input);
    }),
  });
  const call = (service: string, action: string, input: Input) =>
    services.call({ caller: { kind: 'function', name: 'relay' }, service, action, input });
  const apply = effectsOf({
    workflows: new SFNClient(through('states')),
    bus: new EventBridgeClient(through('events')),
    busName: 'careline',
    stateMachines: { 'claim-lifecycle': machine },
  });
  const put = async (Bucket: string, Key: string, body: string) => {
    const error = outage.of?.('PutObject');
    if (error) throw error;
    await call('s3', 'PutObject', { Bucket, Key, Body: Buffer.from(body) });
  };
  const handler = streamHandler(apply, failedRecords('relay', put));
  const invoke = (event: DynamoDBStreamEvent) => clock.track(handler(event));
  services.register('states', ({ action, input }) => stepFunctions.call(action, input));
  services.register('events', events.handler);
  services.register('s3', s3.handler);
  services.register('sqs', sqs.handler);
  services.register(
    'lambda',
    byAction({
      Invoke: async ({ input }) => ({
        StatusCode: 200,
        Payload: JSON.stringify(await invoke(JSON.parse(String(input.Payload)))),
      }),
    }),
  );
  const consumer = new StreamConsumer({ clock, services, mapping, roleArn: undefined, random });
  db.onStreamRecord('careline', (record) => consumer.accept(record));

  /** Writes a record that starts a workflow of this name. */
  async function start(name: string): Promise<void> {
    const starts = { M: { workflow: { S: 'claim-lifecycle' }, name: { S: name }, input: { M: {} } } };
    const Item = { PK: { S: `CLAIM#${name}` }, SK: { S: 'CLAIM' }, outbox: { S: 'start' }, starts };
    await db.call('PutItem', { TableName: 'careline', Item });
  }
  async function started(): Promise<string[]> {
    const { executions } = await call('states', 'ListExecutions', { stateMachineArn: machine });
    return (executions as { name: string }[]).map(({ name }) => name).reverse();
  }
  /** The keys in the bucket. */
  async function setAside() {
    const { Contents } = await call('s3', 'ListObjectsV2', { Bucket: 'failed-records' });
    return ((Contents ?? []) as { Key: string }[]).map(({ Key }) => Key);
  }
  async function object(Key: string): Promise<unknown> {
    const { Body } = await call('s3', 'GetObject', { Bucket: 'failed-records', Key });
    return JSON.parse(String(Body));
  }
  /** The keys that the queue names. */
  async function alarmed(): Promise<string[]> {
    const input = { QueueUrl: queue, MaxNumberOfMessages: 10, VisibilityTimeout: 0 };
    const { Messages } = await call('sqs', 'ReceiveMessage', input);
    return ((Messages ?? []) as { Body: string }[]).map(({ Body }) => JSON.parse(Body).detail.object.key);
  }
  return { clock, records, outage, start, started, setAside, object, alarmed, invoke };
}

const buckets = [
  { name: 'failed-records', arn: 'arn:aws:s3:::failed-records', eventBridge: true, versioned: false, cors: [] },
];

const failures = {
  name: 'relay-failures',
  arn: queue,
  url: 'http://aws/000000000000/relay-failures',
  visibilityTimeoutSeconds: 30,
  delaySeconds: 0,
  retentionSeconds: 14 * 86_400,
  waitSeconds: 0,
  redrive: undefined,
};

/** The rule that tells the queue of what is put aside. */
const told = {
  name: 'relay-failed',
  arn: arn('events', 'rule/relay-failed'),
  busName: 'default',
  pattern: {
    source: ['aws.s3'],
    'detail-type': ['Object Created'],
    detail: { object: { key: [{ prefix: 'relay/' }, { prefix: `aws/lambda/${mappingId}/` }] } },
  },
  targets: [{ id: 'queue', arn: queue }],
};

/** As tests/infra/consumers.test.ts finds it in the template. */
const mapping = {
  uuid: mappingId,
  tableName: 'careline',
  streamArn: arn('dynamodb', 'table/careline/stream/2026-03-01T00:00:00.000'),
  functionArn: arn('lambda', 'function:relay'),
  patterns: [{ eventName: ['INSERT'], dynamodb: { NewImage: { outbox: { S: ['start'] } } } }],
  batchSize: 25,
  bisect: true,
  maximumRetryAttempts: -1,
  maximumRecordAgeSeconds: 6 * 3600,
  reportsItemFailures: true,
  onFailureArn: 'arn:aws:s3:::failed-records',
};
