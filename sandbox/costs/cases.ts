import type { Item } from '../dynamodb/attribute-values.ts';

/** How an app names its cases: what its work is about, and what a bill can be asked of, such as orders. */
export interface CaseNames {
  /** Finds ids in text, of cases and of whatever may belong to one. */
  readonly ids: RegExp;
  /** What the ids of cases begin with. */
  readonly prefixes: readonly string[];
  /** Where a record says which case it belongs to: attributes, or paths into maps such as `record.orderId`. */
  readonly belongsTo: readonly string[];
}

const NONE: CaseNames = { ids: /(?!)/, prefixes: [], belongsTo: [] };

/**
 * Knows which case a call, an event or a record is about: by the case's id, wherever it stands in it (a key, an execution's
 * name, a path, a payload), or by the id of a record that belongs to the case, such as a task or a message.
 */
export class Cases {
  readonly #names: CaseNames;
  readonly #ids: RegExp;
  readonly #owners = new Map<string, string>();

  /** Without names there are no cases. */
  constructor(names = NONE) {
    this.#names = names;
    this.#ids = new RegExp(names.ids, `g${names.ids.flags.replace('g', '')}`);
  }

  reset(): void {
    this.#owners.clear();
  }

  /** Remembers whose record an item is; its own id is the first in its partition key. */
  learn(item: Item, partitionKey: string): void {
    const [own] = this.#idsIn(item[partitionKey]?.S ?? '');
    if (own === undefined || this.#isCase(own)) return;
    const named = this.in(this.#names.belongsTo.map((path) => valueAt(item, path)));
    const [owner] = named;
    if (owner !== undefined && named.size === 1) this.#owners.set(own, owner);
  }

  /** The cases that something names. */
  in(value: unknown): ReadonlySet<string> {
    const found = new Set<string>();
    this.#collect(value, found);
    return found;
  }

  #collect(value: unknown, found: Set<string>): void {
    if (typeof value === 'string') {
      for (const id of this.#idsIn(value)) {
        const owner = this.#isCase(id) ? id : this.#owners.get(id);
        if (owner !== undefined) found.add(owner);
      }
    } else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
      for (const [name, part] of Object.entries(value)) {
        this.#collect(name, found);
        this.#collect(part, found);
      }
    }
  }

  #idsIn(text: string): readonly string[] {
    return text.match(this.#ids) ?? [];
  }

  #isCase(id: string): boolean {
    return this.#names.prefixes.some((prefix) => id.startsWith(prefix));
  }
}

function valueAt(item: Item, path: string): Item[string] | undefined {
  const [name = '', ...rest] = path.split('.');
  const value = item[name];
  return rest.length === 0 ? value : value?.M && valueAt(value.M, rest.join('.'));
}
