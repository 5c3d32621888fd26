import type { Input } from '../services.ts';

// SQS spoke AWS Query before it spoke JSON, and older clients (version 2.9 of the AWS CLI) still do: lists are flattened
// under names in the singular.

const lists: Readonly<Record<string, string>> = {
  AttributeName: 'AttributeNames',
  MessageAttributeName: 'MessageAttributeNames',
  MessageSystemAttributeName: 'MessageSystemAttributeNames',
  SendMessageBatchRequestEntry: 'Entries',
  DeleteMessageBatchRequestEntry: 'Entries',
};

/** A Query input as the JSON protocol has it. */
export function fromSqsQuery(input: Input): Input {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => {
      if (name === 'MessageAttribute') return ['MessageAttributes', attributeMap(value)];
      const plural = lists[name];
      if (plural === undefined) return [name, value];
      return [plural, plural === 'Entries' ? (value as Input[]).map(fromSqsQuery) : value];
    }),
  );
}

/** An output in JSON's shape as Query tells it. */
export function toSqsQuery(output: Input, action: string): Input {
  const { Messages, QueueUrls, Attributes, Successful, Failed, ...rest } = output;
  return {
    ...rest,
    Message: (Messages as Input[] | undefined)?.map(messageOf),
    QueueUrl: QueueUrls ?? rest.QueueUrl,
    Attribute: pairs(Attributes),
    [`${action}ResultEntry`]: Successful,
    BatchResultErrorEntry: Failed,
  };
}

/** Errors by their codes in Query ("awsQueryError" of the service model); all others have no suffix there. */
export function queryErrorCode(code: string): string {
  return codes[code] ?? code.replace(/(?<=.)Exception$/, '');
}

const codes: Readonly<Record<string, string>> = {
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  MessageNotInflight: 'AWS.SimpleQueueService.MessageNotInflight',
  BatchEntryIdsNotDistinct: 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct',
  EmptyBatchRequest: 'AWS.SimpleQueueService.EmptyBatchRequest',
  TooManyEntriesInBatchRequest: 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
  BatchRequestTooLong: 'AWS.SimpleQueueService.BatchRequestTooLong',
};

function messageOf({ Attributes, MessageAttributes, ...message }: Input): Input {
  return { ...message, Attribute: pairs(Attributes), MessageAttribute: pairs(MessageAttributes) };
}

function pairs(map: unknown): Input[] | undefined {
  if (typeof map !== 'object' || map === null) return undefined;
  return Object.entries(map).map(([Name, Value]) => ({ Name, Value }));
}

function attributeMap(entries: unknown): Input {
  const list = Array.isArray(entries) ? (entries as Input[]) : [];
  return Object.fromEntries(list.map(({ Name, Value }) => [String(Name), Value]));
}
