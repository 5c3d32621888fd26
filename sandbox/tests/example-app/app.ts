import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { DefinitionBody, QueryLanguage, StateMachine, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import { DynamoAttributeValue, DynamoUpdateItem } from 'aws-cdk-lib/aws-stepfunctions-tasks';

// Orders that expire after a day: one table, one function, one workflow.

const app = new App();
const stack = new Stack(app, 'Orders');

const orders = new Table(stack, 'Table', {
  tableName: 'orders',
  partitionKey: { name: 'orderId', type: AttributeType.STRING },
  billingMode: BillingMode.PAY_PER_REQUEST,
});

const wait = Wait.jsonata(stack, 'Wait a day', { time: WaitTime.duration(Duration.days(1)) });
const expire = DynamoUpdateItem.jsonata(stack, 'Expire', {
  table: orders,
  key: { orderId: DynamoAttributeValue.fromString('{% $states.input.orderId %}') },
  updateExpression: 'SET orderStatus = :expired',
  expressionAttributeValues: { ':expired': DynamoAttributeValue.fromString('EXPIRED') },
});
const expiry = new StateMachine(stack, 'Expiry', {
  stateMachineName: 'expiry',
  queryLanguage: QueryLanguage.JSONATA,
  definitionBody: DefinitionBody.fromChainable(wait.next(expire)),
});

const placeOrder = new LambdaFunction(stack, 'PlaceOrder', {
  functionName: 'place-order',
  runtime: Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: Code.fromAsset(join(import.meta.dirname, 'place-order')),
  timeout: Duration.seconds(10),
  environment: { ORDERS: orders.tableName, EXPIRY: expiry.stateMachineArn },
});
orders.grant(placeOrder, 'dynamodb:PutItem');
expiry.grantStartExecution(placeOrder);

app.synth();
