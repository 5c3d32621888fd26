import { gzipSync } from 'node:zlib';
import { accessMessage } from '../../functions/platform/http/access-line.ts';
import type { FunctionName } from '../../infra/functions.ts';

/** What a function does first: the event that it is called with, and the command that it sends of it, if any. */
export interface FirstRequest {
  readonly event: unknown;
  /** The command that it sends first, and one that follows whatever is answered. */
  readonly sends?: keyof typeof inputs;
  readonly sendsNext?: keyof typeof inputs;
}

/** Inputs of about the size of ours. */
export const inputs = {
  GetCommand: { TableName: 'careline-record', Key: { PK: 'CLAIM#clm_1', SK: 'CLAIM' }, ConsistentRead: true },
  QueryCommand: {
    TableName: 'careline-record',
    IndexName: 'GSI2',
    KeyConditionExpression: '#pk = :pk AND #sk < :before',
    ExpressionAttributeNames: { '#pk': 'GSI2PK', '#sk': 'GSI2SK' },
    ExpressionAttributeValues: { ':pk': 'DUE#1', ':before': '2026-03-01T00:00:00.000Z' },
  },
  GetSecretValueCommand: { SecretId: 'careline-secret' },
  DescribeExecutionCommand: {
    executionArn: 'arn:aws:states:us-east-1:123456789012:execution:claim-lifecycle:claim-1-1',
  },
  PutEventsCommand: {
    Entries: [{ EventBusName: 'careline', Source: 'careline', DetailType: 'claim.assessed.v1', Detail: '{}' }],
  },
  PutCommand: { TableName: 'careline-record', Item: { PK: 'ACCESS#cus_1', SK: '1', entity: 'access', record: {} } },
  // The client takes the host of a queue's URL for its endpoint, so this is none.
  SendMessageCommand: { QueueUrl: 'careline-failures', MessageBody: '{}' },
};

/** Each ends after its first request, for the stub knows of nothing; only the waker reads all its shards at once. */
export const firstRequests: Readonly<Record<FunctionName, FirstRequest>> = {
  'reference-api': { event: api('GET /health') },
  'organisation-api': { event: api('GET /v1/branches/{branchId}', { branchId: 'HQ' }), sends: 'GetCommand' },
  'customers-api': { event: api('GET /v1/customers/{customerId}', { customerId: 'cus_1' }), sends: 'GetCommand' },
  'policies-api': { event: api('GET /v1/policies/{policyNumber}', { policyNumber: 'P-1' }), sends: 'GetCommand' },
  'claims-api': { event: api('GET /v1/claims/{claimId}', { claimId: 'clm_1' }), sends: 'GetCommand' },
  'tasks-api': { event: api('GET /v1/tasks/{taskId}', { taskId: 'tsk_1' }), sends: 'GetCommand' },
  'notifications-api': {
    event: api('GET /v1/customers/{customerId}/notifications', { customerId: 'cus_1' }),
    sends: 'GetCommand',
  },
  'payments-api': { event: signed(api('POST /v1/webhooks/payments', {}, '{}')), sends: 'GetSecretValueCommand' },
  'executions-api': {
    event: api('GET /v1/executions/{executionName}', { executionName: 'claim-01JQ8Z3V5X7Y9A1B3C5D7E9F1G-1' }),
    sends: 'DescribeExecutionCommand',
  },
  'access-api': {
    event: { ...api('GET /v1/access-log'), queryStringParameters: { customer: 'cus_1' } },
    sends: 'GetCommand',
  },
  'access-keeper': { event: loggedAccess(), sends: 'PutCommand' },
  'deadlines-api': {
    event: api('GET /v1/deadlines/{deadlineId}', { deadlineId: 'ddl_clm_1.CN.art24.1' }),
    sends: 'GetCommand',
  },
  'deadlines-shadow': { event: { detail: { caseId: 'clm_1' } }, sends: 'QueryCommand', sendsNext: 'GetCommand' },
  'jobs-api': { event: api('GET /v1/jobs/{jobId}', { jobId: 'job_1' }), sends: 'GetCommand' },
  'jobs-runner': { event: { detail: { data: { jobId: 'job_1', run: 1 } } }, sends: 'GetCommand' },
  'cases-api': { event: api('GET /v1/findings'), sends: 'QueryCommand' },
  waker: { event: {}, sends: 'QueryCommand' },
  'cases-ended': {
    event: { detail: { name: 'claim-01JQ8Z3V5X7Y9A1B3C5D7E9F1G-1', status: 'FAILED' } },
    sends: 'GetCommand',
  },
  'claims-steps': {
    event: {
      step: 'closeClaim',
      caseId: 'clm_1',
      execution: 'claim-1-1',
      startedAt: '2026-03-01T00:00:00.000Z',
      state: 'Close',
    },
    sends: 'GetCommand',
  },
  'claims-evidence': {
    event: { detail: { object: { key: 'evidence/yearly/clm_1/doc_1', 'version-id': 'v1' } } },
    sends: 'GetCommand',
  },
  relay: {
    event: streamOf({
      entity: { S: 'event' },
      record: {
        M: {
          id: { S: 'evt_clm_1_1' },
          type: { S: 'claim.assessed.v1' },
          caseId: { S: 'clm_1' },
          version: { N: '1' },
          at: { S: '2026-03-01T00:00:00.000Z' },
          actor: { M: { sub: { S: 'system' }, name: { S: 'Careline' } } },
          data: { M: {} },
        },
      },
    }),
    sends: 'PutEventsCommand',
  },
  'notifications-sender': { event: streamOf({ record: { M: { messageId: { S: 'msg_1' } } } }), sends: 'GetCommand' },
  'notifications-feedback': {
    event: {
      id: '1',
      detail: {
        eventType: 'Send',
        mail: { timestamp: '2026-03-01T00:00:00.000Z', messageId: '1', tags: { messageId: ['msg_1'] } },
      },
    },
    sends: 'GetCommand',
  },
  // An order that is not there would be asked for and then hidden: two requests, one after the other.
  'payments-dispatch': {
    event: {
      Records: [{ messageId: '1', eventSource: 'aws:sqs', attributes: { ApproximateReceiveCount: '1' }, body: '{}' }],
    },
    sends: 'SendMessageCommand',
  },
};

/** A request of HTTP API by somebody who may do all. */
function api(routeKey: string, pathParameters: Readonly<Record<string, string>> = {}, body?: string) {
  const [method = '', path = ''] = routeKey.split(' ');
  const rawPath = path.replace(/\{(\w+)\}/g, (_, name) => pathParameters[name] ?? '');
  const claims = {
    sub: 'somebody',
    name: 'Somebody',
    aud: 'careline-sandbox',
    token_use: 'id',
    'cognito:groups': '[admin ops claims-supervisor service-rep privacy-officer]',
    'custom:branchId': 'HQ',
  };
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: '',
    headers: { accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }) },
    pathParameters,
    requestContext: {
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'bench' },
      authorizer: { jwt: { claims, scopes: null } },
    },
    ...(body !== undefined && { body }),
    isBase64Encoded: false,
  };
}

/** With a signature of just now, which nobody made. */
function signed(request: ReturnType<typeof api>) {
  const signature = `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}`;
  return { ...request, headers: { ...request.headers, 'x-careline-signature': signature } };
}

/** A subscription of a log, with the line of one access: it brings no others. */
function loggedAccess() {
  const access = {
    requestId: 'request-1',
    at: '2026-03-01T00:00:00.000Z',
    by: 'somebody',
    roles: ['service-rep'],
    operation: 'getCustomer',
    record: { customerId: 'cus_1' },
    customers: ['cus_1'],
  };
  const logEvents = [{ message: JSON.stringify({ message: accessMessage, access }) }];
  return { awslogs: { data: gzipSync(JSON.stringify({ logEvents })).toString('base64') } };
}

function streamOf(NewImage: object) {
  return {
    Records: [
      { eventID: '1', eventName: 'INSERT', eventSource: 'aws:dynamodb', dynamodb: { SequenceNumber: '1', NewImage } },
    ],
  };
}
