/** One figure of AWS: what there may be at most, in which unit, and who says so. */
export interface Limit {
  readonly name: string;
  readonly figure: number;
  readonly unit: 'bytes' | 'characters' | 'items' | 'milliseconds' | 'seconds';
  readonly source: string;
}

const KB = 1024;
const MB = 1024 * KB;

const DYNAMODB = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide';
const DYNAMODB_API = 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference';
const STATES = 'https://docs.aws.amazon.com/step-functions/latest';
const LAMBDA = 'https://docs.aws.amazon.com/lambda/latest';
const EVENTS = 'https://docs.aws.amazon.com/eventbridge/latest';
const GATEWAY = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html';
const S3 = 'https://docs.aws.amazon.com/AmazonS3/latest';
const SQS = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest';
/** SQS, EventBridge and asynchronous invocations took 256 KB until January 2026. */
const ONE_MB =
  'https://aws.amazon.com/blogs/compute/more-room-to-build-serverless-services-now-support-payloads-up-to-1-mb';

/** Every limit of AWS that the sandbox enforces, as its documentation and service models had it in 2026. */
export const limits = {
  itemSize: bytes('DynamoDB: an item', 400 * KB, `${DYNAMODB}/Constraints.html`),
  partitionKeySize: bytes('DynamoDB: a partition key', 2048, `${DYNAMODB}/Constraints.html`),
  sortKeySize: bytes('DynamoDB: a sort key', 1024, `${DYNAMODB}/Constraints.html`),
  expressionSize: bytes('DynamoDB: an expression', 4 * KB, `${DYNAMODB}/Constraints.html`),
  transactionActions: items('DynamoDB: actions of a transaction', 100, `${DYNAMODB_API}/API_TransactWriteItems.html`),
  transactionSize: bytes('DynamoDB: items of a transaction', 4 * MB, `${DYNAMODB_API}/API_TransactWriteItems.html`),
  clientTokenLength: characters('DynamoDB: a ClientRequestToken', 36, `${DYNAMODB_API}/API_TransactWriteItems.html`),
  batchWrites: items('DynamoDB: writes of a batch', 25, `${DYNAMODB_API}/API_BatchWriteItem.html`),
  batchWriteSize: bytes('DynamoDB: the request of a batch write', 16 * MB, `${DYNAMODB_API}/API_BatchWriteItem.html`),
  // dynalite's own rules hold a batch read, and each table's part of a batch write, to their figures.
  batchReads: items('DynamoDB: keys of a batch read', 100, `${DYNAMODB_API}/API_BatchGetItem.html`),
  batchReadSize: bytes('DynamoDB: what a batch read returns', 16 * MB, `${DYNAMODB_API}/API_BatchGetItem.html`),
  pageSize: bytes('DynamoDB: a page of Query or Scan', MB, `${DYNAMODB}/Constraints.html`),

  workflowPayload: bytes('Step Functions: input or result', 256 * KB, `${STATES}/dg/service-quotas.html`),
  historyEvents: items('Step Functions: events of an execution', 25_000, `${STATES}/dg/service-quotas.html`),
  executionName: characters('Step Functions: an execution name', 80, `${STATES}/apireference/API_StartExecution.html`),
  taskToken: characters('Step Functions: a task token', 2048, `${STATES}/apireference/API_SendTaskSuccess.html`),
  failureError: characters('Step Functions: error', 256, `${STATES}/apireference/API_SendTaskFailure.html`),
  failureCause: characters('Step Functions: cause', 32_768, `${STATES}/apireference/API_SendTaskFailure.html`),
  definitionSize: bytes('Step Functions: a definition', MB, `${STATES}/apireference/API_CreateStateMachine.html`),

  requestPayload: bytes('Lambda: a synchronous request', 6 * MB, `${LAMBDA}/dg/gettingstarted-limits.html`),
  // The quota says 6 MB; the error itself counts 100 bytes more ("… (6291556 bytes)").
  responsePayload: bytes('Lambda: a synchronous response', 6 * MB + 100, `${LAMBDA}/dg/gettingstarted-limits.html`),
  asyncPayload: bytes('Lambda: an asynchronous request', MB, `${LAMBDA}/api/API_Invoke.html, ${ONE_MB}`),
  environmentSize: bytes('Lambda: all environment variables', 4 * KB, `${LAMBDA}/dg/gettingstarted-limits.html`),
  bundleSize: bytes('Lambda: an unzipped bundle', 250 * MB, `${LAMBDA}/dg/gettingstarted-limits.html`),

  eventEntries: items('EventBridge: entries of PutEvents', 10, `${EVENTS}/APIReference/API_PutEvents.html`),
  eventsSize: bytes(
    'EventBridge: all entries of PutEvents',
    MB,
    `${EVENTS}/APIReference/API_PutEvents.html, ${ONE_MB}`,
  ),

  // 10 MB hold for responses too; Lambda's 6 MB come first both ways (413 "Request Too Long", 500).
  requestBody: bytes('API Gateway: the body of a request', 10 * MB, GATEWAY),
  requestHeader: bytes('API Gateway: request line and headers', 10_240, GATEWAY),
  integrationTime: { name: 'API Gateway: an integration', figure: 30_000, unit: 'milliseconds', source: GATEWAY },

  messageSize: bytes('SQS: a message with its attributes', MB, `${SQS}/APIReference/API_SendMessage.html, ${ONE_MB}`),
  batchMessages: items('SQS: messages of a batch', 10, `${SQS}/APIReference/API_SendMessageBatch.html`),
  inFlightMessages: items('SQS: messages in flight', 120_000, `${SQS}/SQSDeveloperGuide/quotas-queues.html`),
  queueDelay: seconds('SQS: DelaySeconds of a queue', 900, `${SQS}/APIReference/API_SetQueueAttributes.html`),
  queueRetention: seconds('SQS: MessageRetentionPeriod', 1_209_600, `${SQS}/APIReference/API_SetQueueAttributes.html`),
  queueVisibility: seconds('SQS: VisibilityTimeout', 43_200, `${SQS}/APIReference/API_SetQueueAttributes.html`),
  queueReceives: items('SQS: maxReceiveCount', 1000, `${SQS}/APIReference/API_SetQueueAttributes.html`),
  // Lambda begins with as many and then takes more each minute; the sandbox stays there.
  queuePollers: items('Lambda: batches of a queue at a time, at first', 5, `${LAMBDA}/dg/services-sqs-scaling.html`),
  queueConcurrency: items('Lambda: MaximumConcurrency', 1000, `${LAMBDA}/api/API_ScalingConfig.html`),
  queueBatch: items('Lambda: messages of a batch', 10_000, `${LAMBDA}/api/API_CreateEventSourceMapping.html`),
  queueWindow: seconds('Lambda: a batching window', 300, `${LAMBDA}/api/API_CreateEventSourceMapping.html`),

  secretText: bytes(
    'Secrets Manager: SecretString',
    65_536,
    'https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html',
  ),

  recipients: items('SES: recipients of an email', 50, 'https://docs.aws.amazon.com/ses/latest/dg/quotas.html'),
  emailSize: bytes('SES: an email as it is sent', 40 * MB, 'https://docs.aws.amazon.com/ses/latest/dg/quotas.html'),
  // No page has it; people who tried it were told "Address length is more than 320 characters long".
  addressLength: characters('SES: an address with its name', 320, 'not documented, measured by others'),
  smsLength: characters('SNS: a text', 1600, 'https://docs.aws.amazon.com/sns/latest/api/API_Publish.html'),

  objectKey: bytes('S3: the key of an object', 1024, `${S3}/userguide/object-keys.html`),
  objectMetadata: bytes('S3: user-defined metadata', 2 * KB, `${S3}/userguide/UsingMetadata.html`),
  uploadFields: bytes('S3: the fields before the file', 20 * KB, `${S3}/API/RESTObjectPOST.html`),
} as const satisfies Record<string, Limit>;

function bytes(name: string, figure: number, source: string): Limit {
  return { name, figure, unit: 'bytes', source };
}

function characters(name: string, figure: number, source: string): Limit {
  return { name, figure, unit: 'characters', source };
}

function items(name: string, figure: number, source: string): Limit {
  return { name, figure, unit: 'items', source };
}

function seconds(name: string, figure: number, source: string): Limit {
  return { name, figure, unit: 'seconds', source };
}
