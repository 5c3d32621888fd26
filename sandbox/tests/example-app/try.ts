import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { startSandbox } from '@careline/sandbox';
import { synthesize } from '@careline/sandbox/synthesis';

const sources = ['app.ts', 'place-order/*'];
const assembly = await synthesize({ root: import.meta.dirname, script: 'app.ts', sources });
const sandbox = await startSandbox({ assembly, port: 0, awsPort: 0 });

const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
const client = { endpoint: sandbox.awsUrl, region: 'us-east-1', credentials };
const Payload = JSON.stringify({ orderId: 'order-1' });
await new LambdaClient(client).send(new InvokeCommand({ FunctionName: 'place-order', Payload }));

await sandbox.clock.advance(24 * 3_600_000);

const order = new GetItemCommand({ TableName: 'orders', Key: { orderId: { S: 'order-1' } } });
const { Item } = await new DynamoDBClient(client).send(order);
console.log(Item?.orderStatus?.S); // EXPIRED

await sandbox.stop();
