import { sign } from '../../functions/payments/signature.ts';
import type { Careline } from '../../local/careline.ts';
import { orderSent, outside } from './role-cast.ts';

/** The record of an order, as far as a story looks into it. */
type Order = Record<string, { S?: string; N?: string }>;
interface Stored {
  readonly SK?: { readonly S?: string };
  readonly record?: { readonly M?: Order };
}

/** The order that was changed last among those of a status. */
export async function lastOrder(sandbox: Careline, status: string): Promise<Order> {
  const { Items } = await sandbox.dynamodb.call('Scan', { TableName: sandbox.app.tables[0]?.name });
  const orders = (Items as Stored[])
    .filter(({ SK }) => SK?.S === 'PAYMENT')
    .flatMap(({ record }) => (record?.M ? [record.M] : []));
  const found = orders
    .filter((order) => order.status?.S === status)
    .sort((a, b) => String(a.updatedAt?.S).localeCompare(String(b.updatedAt?.S)))
    .at(-1);
  if (!found) throw new Error(`No order is ${status}`);
  return found;
}

/** The API takes no such order, so one that was paid is put in the table again, over nothing, which nobody pays; as it is afterwards. */
export async function unpayable(sandbox: Careline, more: object): Promise<Order | undefined> {
  const TableName = sandbox.app.tables[0]?.name;
  const order = await lastOrder(sandbox, 'PAID');
  const orderId = `refused_${sandbox.clock.now()}`;
  const key = { PK: { S: `PAYMENT#${orderId}` }, SK: { S: 'PAYMENT' } };
  const amount = { M: { amount: { N: '0' }, currency: { S: 'CNY' } } };
  const fields = { ...order, orderId: { S: orderId }, status: { S: 'ORDERED' }, amount, ...more };
  const Item = { ...key, entity: { S: 'payment' }, record: { M: fields } };
  await sandbox.dynamodb.call('PutItem', { TableName, Item });
  await orderSent(sandbox, { detail: { data: { orderId } } });
  const after = await sandbox.dynamodb.call('GetItem', { TableName, Key: key });
  return (after.Item as Stored | undefined)?.record?.M;
}

/** A notice as the provider signs it. */
export async function notified(sandbox: Careline, notice: object): Promise<void> {
  const arn = sandbox.app.functions.find(({ name }) => name.endsWith('payments-api'))?.environment.PAYMENT_SECRET_ARN;
  const { SecretString } = await outside(sandbox, 'secretsmanager', 'GetSecretValue', { SecretId: arn });
  const body = JSON.stringify(notice);
  const signature = sign(String(SecretString), body, new Date(sandbox.clock.now()));
  const headers = { 'content-type': 'application/json', 'x-careline-signature': signature };
  const { status } = await fetch(`${sandbox.url}/v1/webhooks/payments`, { method: 'POST', headers, body });
  if (status !== 200) throw new Error(`The notice was answered ${status}`);
}
