import { awsEndpoint } from '../../aws/endpoint.ts';
import { overHttp } from '../../aws/endpoint-over-http.ts';
import { Services } from '../../aws/services.ts';
import { VirtualClock } from '../../clock.ts';
import { DynamoDb } from '../../dynamodb/dynamodb.ts';
import { HttpServer } from '../../http/server.ts';
import { callFromWorkflow } from '../../lambda/workflow-calls.ts';
import { StepFunctions } from '../../stepfunctions/step-functions.ts';
import type { Endpoint } from './endpoint.ts';

/** The sandbox's own DynamoDB and Step Functions behind its endpoint, on any port, with nothing deployed. */
export async function ownEndpoint(): Promise<Endpoint & AsyncDisposable> {
  const clock = new VirtualClock();
  const services = new Services();
  const account = { clock, region: 'us-east-1', accountId: '000000000000' };
  const dynamodb = new DynamoDb(account);
  const stepFunctions = new StepFunctions({ ...account, integrate: callFromWorkflow(services) });
  services.register('dynamodb', ({ action, input }) => dynamodb.call(action, input));
  services.register('states', ({ action, input }) => stepFunctions.call(action, input));
  const server = await HttpServer.listen(0);
  server.serve(overHttp(awsEndpoint({ clock, services, functions: [], buckets: [] })));
  return {
    name: 'the sandbox',
    url: server.url,
    settle: async () => {
      await clock.advance(1_000);
    },
    [Symbol.asyncDispose]: async () => {
      stepFunctions.reset();
      clock.stop();
      await dynamodb.close();
      await server[Symbol.asyncDispose]();
    },
  };
}
