import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An endpoint that knows of nothing, and which operations it was asked for. */
export interface Stub {
  readonly url: string;
  /** The operations asked for since the last call. */
  asked(): readonly string[];
  close(): void;
}

/** Starts an endpoint for clients of AWS's JSON protocols on a free port. */
export async function startStub(): Promise<Stub> {
  let asked: string[] = [];
  const server = createServer((request, response) => {
    const operation =
      String(request.headers['x-amz-target'] ?? request.url)
        .split('.')
        .at(-1) ?? '';
    asked.push(operation);
    const { status = 200, body } = answers[operation] ?? { body: {} };
    request.resume().once('end', () => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': 'stub' });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked() {
      const all = asked;
      asked = [];
      return all;
    },
    close: () => void server.close(),
  };
}

const answers: Readonly<Record<string, { status?: number; body: object }>> = {
  GetSecretValue: { body: { SecretString: 'secret' } },
  DescribeExecution: { status: 400, body: { __type: 'ExecutionDoesNotExist', message: 'Execution Does Not Exist' } },
  PutEvents: { body: { FailedEntryCount: 0, Entries: [{ EventId: '1' }] } },
  Query: { body: { Items: [] } },
  SendMessage: { body: { MessageId: '1', MD5OfMessageBody: createHash('md5').update('{}').digest('hex') } },
};
