import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';

const dynamodb = new DynamoDBClient();
const workflows = new SFNClient();

/** Stores an order, and has it expire in a day. */
export async function handler({ orderId }) {
  const Item = { orderId: { S: orderId }, orderStatus: { S: 'PLACED' } };
  await dynamodb.send(new PutItemCommand({ TableName: process.env.ORDERS, Item }));
  const input = JSON.stringify({ orderId });
  await workflows.send(new StartExecutionCommand({ stateMachineArn: process.env.EXPIRY, name: orderId, input }));
  return { orderId };
}
