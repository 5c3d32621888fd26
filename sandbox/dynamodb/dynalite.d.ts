/** What the sandbox uses of dynalite 4, which ships no types. */
declare module 'dynalite/db/index.js' {
  type Item = import('./attribute-values.ts').Item;
  type Table = import('./table.ts').TableDescription;

  /** An error of the service: `__type` is `<namespace>#<name>`, the text in `message` or, for some, `Message`. */
  export interface ServiceError extends Error {
    statusCode: number;
    body: { __type: string; message?: string; Message?: string };
  }
  export type Callback<T> = (error?: Error | null, value?: T) => void;

  export interface KeyRange {
    gt?: string;
    gte?: string;
    lt?: string;
    lte?: string;
    reverse?: boolean;
  }

  /** The items of a table or of an index, by dynalite's sortable key. */
  export interface ItemDb {
    get(key: string, callback: Callback<Item>): void;
    put(key: string, item: Item, callback: Callback<never>): void;
    del(key: string, callback: Callback<never>): void;
    createValueStream(range: KeyRange): import('node:stream').Stream;
    lock(key: string, run: (release: <T>(callback: T) => T) => void): void;
  }

  /** Where the tables' descriptions are. */
  export interface TableDb {
    awsRegion: string;
    awsAccountId: string;
    get(name: string, callback: Callback<Table>): void;
    put(name: string, table: Table, callback: Callback<never>): void;
    lock(name: string, run: (release: <T>(callback: T) => T) => void): void;
  }

  export interface Store {
    options: { maxItemSize: number; createTableMs: number };
    tableDb: TableDb;
    getTable(name: string, ...rest: [Callback<Table>] | [boolean, Callback<Table>]): void;
    getItemDb(tableName: string): ItemDb;
    getIndexDb(type: string, tableName: string, indexName: string): ItemDb;
  }

  interface Db {
    /** `<hash>/<partition key>/<sort key>/`, strings in hex, of the table or of an index by its own schema. */
    createKey(attributes: Item, table: Table, keySchema?: Table['KeySchema']): string;
    validateKey(key: Item, table: Table): Error | undefined | null;
    /** Of parsed data: the error of a condition that does not hold. */
    checkConditional(data: Record<string, unknown>, item: Item | undefined): Error | undefined | null;
    validationError(message: string): ServiceError;
  }
  const db: Db;
  export default db;
}

declare module 'dynalite/validations/index.js' {
  type Types = Readonly<Record<string, unknown>>;
  type Custom = (data: Record<string, unknown>, store: import('dynalite/db/index.js').Store) => string | undefined;

  /** The shape of an action's input and the rules beyond its shape. */
  export interface Validation {
    types: Types;
    custom?: Custom;
  }
  interface Validations {
    /** Copies the data, keeping what the types name (what they do not name is deleted from `data` itself). */
    checkTypes(data: Record<string, unknown>, types: Types): Record<string, unknown>;
    checkValidations(
      data: Record<string, unknown>,
      types: Types,
      custom: Custom | undefined,
      store: import('dynalite/db/index.js').Store,
    ): void;
  }
  const validations: Validations;
  export default validations;
}

declare module 'dynalite/validations/*.js' {
  const validation: import('dynalite/validations/index.js').Validation;
  export default validation;
}

declare module 'dynalite/actions/*.js' {
  /** Runs on validated data; with a store that answers at once, item and table actions call back before they return. */
  const action: (
    store: import('dynalite/db/index.js').Store,
    data: Record<string, unknown>,
    callback: import('dynalite/db/index.js').Callback<Record<string, unknown>>,
  ) => void;
  export default action;
}
