import type { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';

type Values = Record<string, unknown>;

/** A case's part of the run's table: keys that no other case has. */
export class TableScope {
  readonly doc: DynamoDBDocument;
  readonly TableName: string;
  /** Stands before each partition key; comparisons leave it out. */
  readonly prefix: string;

  constructor(doc: DynamoDBDocument, TableName: string, prefix: string) {
    this.doc = doc;
    this.TableName = TableName;
    this.prefix = prefix;
  }

  key(id: string, sort = 'A') {
    return { PK: this.prefix + id, SK: sort };
  }

  item(id: string, values: Values = {}, sort = 'A') {
    return { ...this.key(id, sort), ...values };
  }

  put(id: string, values: Values = {}, more: Values = {}) {
    return this.doc.put({ TableName: this.TableName, Item: this.item(id, values), ...more });
  }

  /** The values of an item, without its key; undefined if it is not there. */
  async get(id: string, sort = 'A'): Promise<Values | undefined> {
    const { Item } = await this.doc.get({ TableName: this.TableName, Key: this.key(id, sort), ConsistentRead: true });
    if (!Item) return undefined;
    const { PK: _, SK: __, ...values } = Item;
    return values;
  }

  update(id: string, UpdateExpression: string, values?: Values, more: Values = {}) {
    return this.doc.update({
      TableName: this.TableName,
      Key: this.key(id),
      UpdateExpression,
      ...(values && { ExpressionAttributeValues: values }),
      ...more,
    });
  }

  remove(id: string, more: Values = {}) {
    return this.doc.delete({ TableName: this.TableName, Key: this.key(id), ...more });
  }

  /** Updates an item that does not exist before, and returns what it then holds. */
  async updated(id: string, UpdateExpression: string, values?: Values): Promise<unknown> {
    await this.update(id, UpdateExpression, values);
    return this.get(id);
  }

  /** Puts items under one partition key, by their sort keys. */
  async putSorted(id: string, sorts: readonly string[], valuesOf: (sort: string) => Values = () => ({})) {
    for (const sort of sorts)
      await this.doc.put({ TableName: this.TableName, Item: this.item(id, valuesOf(sort), sort) });
  }

  /** The sort keys that a query of one partition finds. */
  async sorts(id: string, condition = '', values: Values = {}, more: Values = {}): Promise<unknown> {
    const { Items = [] } = await this.doc.query({
      TableName: this.TableName,
      KeyConditionExpression: `PK = :pk${condition && ` AND ${condition}`}`,
      ExpressionAttributeValues: { ':pk': this.prefix + id, ...values },
      ...more,
    });
    return Items.map(({ SK }) => SK);
  }

  transact(...TransactItems: NonNullable<Parameters<DynamoDBDocument['transactWrite']>[0]['TransactItems']>) {
    return this.doc.transactWrite({ TransactItems });
  }

  /** The parts of a transaction. */
  readonly part = {
    put: (id: string, values: Values = {}, more: Values = {}) => ({
      Put: { TableName: this.TableName, Item: this.item(id, values), ...more },
    }),
    update: (id: string, UpdateExpression: string, values: Values, more: Values = {}) => ({
      Update: {
        TableName: this.TableName,
        Key: this.key(id),
        UpdateExpression,
        ExpressionAttributeValues: values,
        ...more,
      },
    }),
    remove: (id: string, more: Values = {}) => ({ Delete: { TableName: this.TableName, Key: this.key(id), ...more } }),
    check: (id: string, ConditionExpression: string, more: Values = {}) => ({
      ConditionCheck: { TableName: this.TableName, Key: this.key(id), ConditionExpression, ...more },
    }),
  };
}

export const absent = { ConditionExpression: 'attribute_not_exists(PK)' };
export const present = { ConditionExpression: 'attribute_exists(PK)' };
