import { z } from 'zod';

// What the actions take. Numbers may come as text: the older AWS Query protocol knows nothing else.

const number = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const names = z.array(z.string()).default([]);
const queue = { QueueUrl: z.string() };

const messageAttribute = z.strictObject({
  DataType: z.string().regex(/^(String|Number|Binary)(\.|$)/),
  StringValue: z.string().optional(),
  /** Base64. */
  BinaryValue: z.string().optional(),
});

export type MessageAttribute = z.output<typeof messageAttribute>;

const message = {
  MessageBody: z.string().min(1),
  DelaySeconds: number(0, 900).optional(),
  MessageAttributes: z.record(z.string(), messageAttribute).default({}),
};

const entries = <T extends z.ZodType>(entry: T) => z.array(entry).min(1).max(10);

export const sqsInputs = {
  SendMessage: z.strictObject({ ...queue, ...message }),
  SendMessageBatch: z.strictObject({
    ...queue,
    Entries: entries(z.strictObject({ Id: z.string(), ...message })),
  }),
  ReceiveMessage: z.strictObject({
    ...queue,
    MaxNumberOfMessages: number(1, 10).default(1),
    VisibilityTimeout: number(0, 43_200).optional(),
    WaitTimeSeconds: number(0, 20).optional(),
    AttributeNames: names,
    MessageSystemAttributeNames: names,
    MessageAttributeNames: names,
  }),
  DeleteMessage: z.strictObject({ ...queue, ReceiptHandle: z.string() }),
  DeleteMessageBatch: z.strictObject({
    ...queue,
    Entries: entries(z.strictObject({ Id: z.string(), ReceiptHandle: z.string() })),
  }),
  ChangeMessageVisibility: z.strictObject({
    ...queue,
    ReceiptHandle: z.string(),
    VisibilityTimeout: number(0, 43_200),
  }),
  GetQueueAttributes: z.strictObject({ ...queue, AttributeNames: names }),
  GetQueueUrl: z.strictObject({ QueueName: z.string(), QueueOwnerAWSAccountId: z.string().optional() }),
  ListQueues: z.strictObject({
    QueueNamePrefix: z.string().default(''),
    MaxResults: number(1, 1000).optional(),
    NextToken: z.string().optional(),
  }),
  StartMessageMoveTask: z.strictObject({ SourceArn: z.string(), DestinationArn: z.string().optional() }),
  PurgeQueue: z.strictObject(queue),
};

export type SqsInput<A extends keyof typeof sqsInputs> = z.output<(typeof sqsInputs)[A]>;
