import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  paginateListQueues,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { failedRecord, objectsIn } from './failed-record-store.ts';
import { type Failure, idsOf, type Place } from './failure.ts';
import { callAgain } from './function-call.ts';
import type { Stage } from './stage-clients.ts';

/** How long what is looked at is hidden from others, in seconds: longer than a person takes to read and to say yes. */
const HIDDEN = 600;

interface Queue {
  readonly url: string;
  readonly name: string;
  /** The queue whose dead letters it takes, where it takes those of a queue. */
  readonly source: string | undefined;
}

/** Lambda's account of an event that a function could not do; what EventBridge could not deliver is the event itself. */
const account = z.looseObject({ requestPayload: z.unknown() });
/** That an object has come into the bucket of failed records. */
const notice = z.looseObject({
  detail: z.looseObject({ bucket: z.looseObject({ name: z.string() }), object: z.looseObject({ key: z.string() }) }),
});

/** The failure queues of a stage and the bucket of failed records, with what lies in them. */
export async function placesOf(stage: Stage, bucket: string): Promise<Place[]> {
  const objects = await objectsIn(stage, bucket);
  const queues = await failureQueues(stage);
  const places = await Promise.all(queues.map((queue) => placeOf(stage, queue, { bucket, objects })));
  // What no message names any more: a queue forgets after 14 days, the bucket after 90.
  const unnamed = [...objects].map(async ([Key, since]): Promise<Failure> => {
    return { since, leave: async () => undefined, ...(await failedRecord(stage, { Bucket: bucket, Key })) };
  });
  return [...places, { name: bucket, failures: await Promise.all(unnamed) }];
}

async function placeOf(stage: Stage, queue: Queue, known: Pick<Found, 'bucket' | 'objects'>): Promise<Place> {
  const messages = await messagesIn(stage, queue);
  const failures = await Promise.all(messages.map((message) => failureOf(stage, { queue, message, ...known })));
  return { name: queue.name, failures: failures.toSorted((one, other) => one.since.localeCompare(other.since)) };
}

async function failureQueues({ sqs, named }: Stage): Promise<Queue[]> {
  const found: { url: string; arn: string; deadLetters: string | undefined }[] = [];
  for await (const { QueueUrls = [] } of paginateListQueues({ client: sqs }, { QueueNamePrefix: named('') })) {
    for (const url of QueueUrls) {
      const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }));
      const { QueueArn: arn = '', RedrivePolicy } = Attributes ?? {};
      found.push({ url, arn, deadLetters: RedrivePolicy && JSON.parse(RedrivePolicy).deadLetterTargetArn });
    }
  }
  return found.flatMap(({ url, arn }) => {
    const name = arn.split(':').at(-1) ?? '';
    const source = found.find(({ deadLetters }) => deadLetters === arn)?.url;
    return source !== undefined || name.endsWith('-failures') ? [{ url, name, source }] : [];
  });
}

/** All messages of a queue, each once; they are hidden from others until they are left or done. */
async function messagesIn({ sqs }: Stage, { url }: Queue): Promise<Message[]> {
  const found = new Map<string, Message>();
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: HIDDEN,
        // Anything above zero asks all servers of the queue, not only some.
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ['SentTimestamp'],
        MessageAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return [...found.values()];
    for (const message of Messages) found.set(message.MessageId ?? '', message);
  }
}

interface Found {
  readonly queue: Queue;
  readonly message: Message;
  readonly bucket: string;
  /** The objects that no message has named yet. */
  readonly objects: Map<string, string>;
}

async function failureOf(stage: Stage, { queue, message, bucket, objects }: Found): Promise<Failure> {
  const { sqs } = stage;
  const { Body = '', ReceiptHandle, Attributes } = message;
  const of = { QueueUrl: queue.url, ReceiptHandle };
  const since = new Date(Number(Attributes?.SentTimestamp)).toISOString();
  const leave = async () => void (await sqs.send(new ChangeMessageVisibilityCommand({ ...of, VisibilityTimeout: 0 })));
  const done = async () => void (await sqs.send(new DeleteMessageCommand(of)));
  const body = parsed(Body);
  const object = notice.safeParse(body).data?.detail;
  if (object?.bucket.name === bucket) {
    const { key: Key } = object.object;
    // Done before, by hand or by another message.
    if (!objects.delete(Key)) return { about: `${Key}: done already`, since, to: 'nobody', leave, again: done };
    const record = await failedRecord(stage, { Bucket: bucket, Key });
    return { ...record, since, leave, again: () => record.again().then(done) };
  }
  if (queue.source !== undefined) return moved(stage, queue.source, { message, since, leave, done });
  const asked = account.safeParse(body);
  const event = asked.success ? asked.data.requestPayload : body;
  const to = queue.name.replace(/-failures$/, '');
  return { about: idsOf(event), since, to, leave, again: () => callAgain(stage.lambda, to, event).then(done) };
}

/** A dead letter goes back to the queue that it came from. */
function moved(
  { sqs }: Stage,
  source: string,
  { message, since, leave, done }: Pick<Failure, 'since' | 'leave'> & { message: Message; done: () => Promise<void> },
): Failure {
  const { Body: MessageBody = '', MessageAttributes } = message;
  return {
    about: idsOf(parsed(MessageBody)),
    since,
    to: source.split('/').at(-1) ?? source,
    leave,
    async again() {
      await sqs.send(
        new SendMessageCommand({ QueueUrl: source, MessageBody, ...(MessageAttributes && { MessageAttributes }) }),
      );
      await done();
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
