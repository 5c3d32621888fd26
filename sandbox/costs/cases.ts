import type { Item } from '../dynamodb/attribute-values.ts';

/** Ids as the product makes them: a prefix, and a ULID or a hash in base 32. */
const ID = /([a-z]{3})_[0-9A-HJKMNP-TV-Z]{26,32}/g;

/** What a case's id begins with; a new kind of case adds its own. */
const CASE_PREFIXES: ReadonlySet<string> = new Set(['clm']);

/** The attributes by which a record says which case it belongs to. */
const BELONGS_TO = ['caseId', 'claimId', 'messageId', 'data'];

/**
 * Knows which case a call, an event or a record is about: by the case's id, wherever it stands in it (a key, an execution's
 * name, a path, a payload), or by the id of a record that belongs to the case, such as a task, a message or a payment.
 */
export class Cases {
  readonly #owners = new Map<string, string>();

  reset(): void {
    this.#owners.clear();
  }

  /** Remembers whose record an item is. */
  learn(item: Item): void {
    const own = idsIn(item.PK?.S ?? '')[0];
    if (own === undefined || isCase(own)) return;
    const fields = item.record?.M ?? item;
    const named = this.in(BELONGS_TO.map((name) => fields[name]));
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
      for (const id of idsIn(value)) {
        const owner = isCase(id) ? id : this.#owners.get(id);
        if (owner !== undefined) found.add(owner);
      }
    } else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
      for (const [name, part] of Object.entries(value)) {
        this.#collect(name, found);
        this.#collect(part, found);
      }
    }
  }
}

const idsIn = (text: string) => (text.includes('_') ? (text.match(ID) ?? []) : []);
const isCase = (id: string) => CASE_PREFIXES.has(id.slice(0, 3));
