import db from 'dynalite/db/index.js';
import { AwsError, notImplemented } from '../aws/aws-error.ts';
import type { VirtualClock } from '../clock.ts';
import type { Item } from './attribute-values.ts';
import { ClientTokens } from './client-tokens.ts';
import { type ActionName, inputRules, type Json, runLater, runNow, validate } from './dynalite-actions.ts';
import { findTable, keyOf, type Table, type Tables } from './table.ts';
import { type TableDependencies, tableActions } from './table-actions.ts';
import { type ChangedBy, type StreamListener, TableStreams } from './table-stream.ts';
import { TimeToLive } from './time-to-live.ts';
import { transactGet, transactGetInput } from './transact-get.ts';
import { transactWrite } from './transact-write.ts';
import { transactWriteInput } from './transact-write-input.ts';
import { type Account, UnitOfWork } from './unit-of-work.ts';

export type { StreamRecord } from './table-stream.ts';

/**
 * DynamoDB in memory: dynalite's rules for inputs, expressions, queries and items, with transactions, streams and
 * time to live in front of them. Writes are atomic and isolated because each runs to its end without a pause.
 */
export class DynamoDb {
  readonly #account: Account;
  readonly #tables: Tables = new Map();
  readonly #streams: TableStreams;
  readonly #timeToLive: TimeToLive;
  readonly #tokens: ClientTokens;
  readonly #dependencies: TableDependencies;

  constructor({ clock, region, accountId }: { clock: VirtualClock; region: string; accountId: string }) {
    this.#account = { region, accountId };
    this.#streams = new TableStreams(clock, region);
    this.#timeToLive = new TimeToLive(clock, (table, keys) => this.#expire(table, keys));
    this.#tokens = new ClientTokens(clock);
    this.#dependencies = { tables: this.#tables, clock, timeToLive: this.#timeToLive, begin: () => this.#begin() };
  }

  /** One call in DynamoDB's JSON, such as `call('TransactWriteItems', {…})`; resolves to the answer, throws AwsError. */
  async call(action: string, input: Json): Promise<Json> {
    switch (action) {
      case 'GetItem':
      case 'BatchGetItem':
        return this.#read(action, input);
      case 'Query':
      case 'Scan':
        return this.#walk(action, input);
      case 'PutItem':
      case 'UpdateItem':
      case 'DeleteItem':
      case 'BatchWriteItem':
        return this.#write(action, input);
      case 'TransactGetItems':
        return this.#transactGet(input);
      case 'TransactWriteItems':
        return this.#transactWrite(input);
      default:
        return this.#onTable(action, input);
    }
  }

  /** Every committed change of a table with a stream, in commit order; called right after the commit, and must not throw. */
  onStreamRecord(tableName: string, listener: StreamListener): void {
    this.#streams.listen(tableName, listener);
  }

  /** Empties all tables without a trace in their streams; the tables, their settings and listeners stay. */
  async reset(): Promise<void> {
    this.#tokens.clear();
    for (const table of this.#tables.values()) {
      table.items.clear();
      for (const index of table.indexes.values()) index.clear();
      this.#timeToLive.empty(table);
    }
  }

  /** Ends the timers. */
  async close(): Promise<void> {
    this.#timeToLive.close();
  }

  #onTable(action: string, input: Json): Json {
    const run = tableActions.get(action);
    if (!run) throw notImplemented('dynamodb', action);
    return run(this.#dependencies, input);
  }

  #read(name: 'GetItem' | 'BatchGetItem', input: Json): Json {
    const unit = this.#begin();
    return runNow(name, unit, validate(inputRules(name), input, unit));
  }

  #walk(name: 'Query' | 'Scan', input: Json): Promise<Json> {
    const unit = this.#begin();
    const data = validate(inputRules(name), input, unit);
    unit.page = data;
    return runLater(name, unit, data);
  }

  #write(name: ActionName, input: Json): Json {
    const unit = this.#begin();
    const data = validate(inputRules(name), input, unit);
    const output = this.#withOldItem(data, () => runNow(name, unit, data));
    this.#commit(unit, 'client');
    return output;
  }

  /** Adds the item to the error of a failed condition, if asked for. */
  #withOldItem(data: Json, run: () => Json): Json {
    try {
      return run();
    } catch (error) {
      const failed = error instanceof AwsError && error.code === 'ConditionalCheckFailedException';
      if (!failed || data.ReturnValuesOnConditionCheckFailure !== 'ALL_OLD') throw error;
      const { description, items } = findTable(this.#tables, String(data.TableName), 'item');
      const item = items.get(db.createKey((data.Key ?? data.Item) as Item, description));
      throw new AwsError(error.code, error.message, error.statusCode, item && { Item: item });
    }
  }

  #transactGet(input: Json): Json {
    const unit = this.#begin();
    const data = validate(transactGetInput, input, unit);
    refuseCapacity('TransactGetItems', data);
    return transactGet(data.TransactItems as Json[], unit);
  }

  #transactWrite(input: Json): Json {
    const unit = this.#begin();
    const data = validate(transactWriteInput, input, unit);
    refuseCapacity('TransactWriteItems', data);
    const token = data.ClientRequestToken as string | undefined;
    if (token && this.#tokens.has(token, input.TransactItems)) return {};
    transactWrite(data.TransactItems as Json[], unit, this.#tables);
    if (token) this.#tokens.add(token, input.TransactItems);
    this.#commit(unit, 'client');
    return {};
  }

  #expire(table: Table, keys: readonly string[]): void {
    const unit = this.#begin();
    for (const key of keys) {
      const item = table.items.get(key);
      if (item) runNow('DeleteItem', unit, { TableName: table.description.TableName, Key: keyOf(item, table) });
    }
    this.#commit(unit, 'time-to-live');
  }

  #begin(): UnitOfWork {
    return new UnitOfWork(this.#tables, this.#account);
  }

  #commit(unit: UnitOfWork, by: ChangedBy): void {
    unit.commit();
    this.#timeToLive.note(unit.changes);
    this.#streams.publish(unit.changes, by);
  }
}

function refuseCapacity(action: string, { ReturnConsumedCapacity = 'NONE' }: Json): void {
  if (ReturnConsumedCapacity !== 'NONE') throw notImplemented('dynamodb', `${action} with ReturnConsumedCapacity`);
}
