import db from 'dynalite/db/index.js';
import { AwsError, notImplemented } from '../aws/aws-error.ts';
import type { VirtualClock } from '../clock.ts';
import { idsFrom } from '../ids.ts';
import { limits } from '../limits/limits.ts';
import { checkRequest } from '../limits/request-limits.ts';
import type { Item } from './attribute-values.ts';
import { ClientTokens } from './client-tokens.ts';
import { type ActionName, drawingFrom, inputRules, type Json, runLater, runNow, validate } from './dynalite-actions.ts';
import { firstKey } from './first-key.ts';
import { findTable, keyOf, type Table, type Tables } from './table.ts';
import { type TableDependencies, tableActions } from './table-actions.ts';
import { type ChangedBy, type StreamListener, TableStreams } from './table-stream.ts';
import * as uses from './table-use.ts';
import { TimeToLive } from './time-to-live.ts';
import { transactGet, transactGetInput } from './transact-get.ts';
import { transactWrite } from './transact-write.ts';
import { transactWriteInput } from './transact-write-input.ts';
import { type Account, UnitOfWork } from './unit-of-work.ts';
import { refuseUnknown } from './unknown-parameters.ts';

export type { StreamRecord } from './table-stream.ts';

export interface DynamoDbOptions {
  readonly clock: VirtualClock;
  readonly region: string;
  readonly accountId: string;
  /** Numbers in [0, 1) for the ids of tables and stream records and the order of batch reads; the same ones give the same stream. */
  readonly random?: (() => number) | undefined;
}

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
  readonly #random: () => number;
  readonly #onCommit: (() => void)[] = [];

  constructor({ clock, region, accountId, random }: DynamoDbOptions) {
    this.#account = { region, accountId };
    this.#random = random ?? Math.random;
    const ids = idsFrom(random);
    this.#streams = new TableStreams(clock, region, ids);
    this.#timeToLive = new TimeToLive(clock, (table, keys) => this.#expire(table, keys));
    this.#tokens = new ClientTokens(clock);
    const begin = () => this.#begin();
    this.#dependencies = { tables: this.#tables, clock, ids, timeToLive: this.#timeToLive, begin };
  }

  /**
   * One call in DynamoDB's JSON, such as `call('TransactWriteItems', {…})`; resolves to the answer, throws AwsError.
   * `onUse` is told what the call took of a table, also when it is refused.
   */
  async call(action: string, input: Json, onUse: uses.TableUseListener = () => undefined): Promise<Json> {
    checkRequest(action, input);
    refuseUnknown(action, input);
    switch (action) {
      case 'GetItem':
      case 'BatchGetItem':
        return this.#read(action, input, onUse);
      case 'Query':
      case 'Scan':
        return this.#walk(action, input, onUse);
      case 'PutItem':
      case 'UpdateItem':
      case 'DeleteItem':
      case 'BatchWriteItem':
        return this.#write(action, input, onUse);
      case 'TransactGetItems':
        return this.#transactGet(input, onUse);
      case 'TransactWriteItems':
        return this.#transactWrite(input, onUse);
      default:
        return this.#onTable(action, input);
    }
  }

  /** Every committed change of a table with a stream, in commit order; called right after the commit, and must not throw. */
  onStreamRecord(tableName: string, listener: StreamListener): void {
    this.#streams.listen(tableName, listener);
  }

  /** Is called after each commit, and must not throw. */
  onCommit(listener: () => void): void {
    this.#onCommit.push(listener);
  }

  /** The sort key of the first entry of an index's partition, both of them strings; undefined where it is empty. */
  firstKey(tableName: string, indexName: string, partition: string): string | undefined {
    return firstKey(findTable(this.#tables, tableName, 'item'), indexName, partition);
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

  #read(name: 'GetItem' | 'BatchGetItem', input: Json, onUse: uses.TableUseListener): Json {
    const unit = this.#begin();
    const data = validate(inputRules(name), input, unit);
    // dynalite stops a batch read where an item more would pass 1 MB, as the service once did; now it is 16 MB.
    if (name === 'BatchGetItem') unit.options.maxItemSize = limits.batchReadSize.figure - limits.pageSize.figure;
    const output = drawingFrom(this.#random, () => runNow(name, unit, data));
    for (const use of uses.itemReads(unit, data)) onUse(use);
    return output;
  }

  async #walk(name: 'Query' | 'Scan', input: Json, onUse: uses.TableUseListener): Promise<Json> {
    const unit = this.#begin();
    const data = validate(inputRules(name), input, unit);
    unit.page = data;
    const output = await runLater(name, unit, data);
    // dynalite drops ConsistentRead from what it parses of a Scan.
    onUse(uses.pageRead(unit, input, output));
    return output;
  }

  #write(name: ActionName, input: Json, onUse: uses.TableUseListener): Json {
    const unit = this.#begin();
    const data = validate(inputRules(name), input, unit);
    const output = this.#withOldItem(data, onUse, () => runNow(name, unit, data));
    this.#commit(unit, 'client');
    for (const use of uses.writes(unit, uses.writesAsked(data), false)) onUse(use);
    return output;
  }

  /** Adds the item to the error of a failed condition, if asked for. */
  #withOldItem(data: Json, onUse: uses.TableUseListener, run: () => Json): Json {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== 'ConditionalCheckFailedException') throw error;
      const item = this.#itemOf(data);
      onUse(uses.attempt(item, false));
      if (data.ReturnValuesOnConditionCheckFailure !== 'ALL_OLD') throw error;
      throw new AwsError(error.code, error.message, error.statusCode, item && { Item: item });
    }
  }

  #transactGet(input: Json, onUse: uses.TableUseListener): Json {
    const unit = this.#begin();
    const data = validate(transactGetInput, input, unit);
    refuseCapacity('TransactGetItems', data);
    const output = transactGet(data.TransactItems as Json[], unit);
    for (const use of uses.transactionalReads(unit)) onUse(use);
    return output;
  }

  #transactWrite(input: Json, onUse: uses.TableUseListener): Json {
    const unit = this.#begin();
    const data = validate(transactWriteInput, input, unit);
    refuseCapacity('TransactWriteItems', data);
    const actions = data.TransactItems as Record<string, Json>[];
    const items = () => actions.flatMap((action) => Object.values(action)).map((target) => this.#itemOf(target));
    const token = data.ClientRequestToken as string | undefined;
    if (token && this.#tokens.has(token, input.TransactItems)) {
      // "… returns the number of read capacity units consumed in reading the items", API reference of ClientRequestToken.
      for (const item of items()) onUse(uses.repeatedRead(item));
      return {};
    }
    try {
      transactWrite(actions, unit, this.#tables);
    } catch (error) {
      const cancelled = error instanceof AwsError && error.code === 'TransactionCanceledException';
      if (cancelled) for (const item of items()) onUse(uses.attempt(item, true));
      throw error;
    }
    if (token) this.#tokens.add(token, input.TransactItems);
    const checked = actions.flatMap(({ ConditionCheck }) => (ConditionCheck ? [this.#itemOf(ConditionCheck)] : []));
    this.#commit(unit, 'client');
    for (const use of uses.writes(unit, actions.length - checked.length, true)) onUse(use);
    for (const item of checked) onUse(uses.attempt(item, true));
    return {};
  }

  /** The item that an action is about, as it is stored; undefined if its key does not fit the table. */
  #itemOf(target: Json): Item | undefined {
    const table = findTable(this.#tables, String(target.TableName), 'item');
    const key = keyOf((target.Key ?? target.Item) as Item, table);
    return db.validateKey(key, table.description) ? undefined : table.items.get(db.createKey(key, table.description));
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
    for (const listener of this.#onCommit) listener();
  }
}

function refuseCapacity(action: string, { ReturnConsumedCapacity = 'NONE' }: Json): void {
  if (ReturnConsumedCapacity !== 'NONE') throw notImplemented('dynamodb', `${action} with ReturnConsumedCapacity`);
}
