import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const counts = z.strictObject({
  read: z.int(),
  written: z.int(),
  unchanged: z.int(),
  rejected: z.int(),
});
export type Counts = z.infer<typeof counts>;

const state = z.strictObject({
  /** Of each file, how many rows are settled; `read` rows are skipped by the next run. */
  branches: counts.optional(),
  staff: counts.optional(),
  customers: counts.optional(),
  policies: counts.optional(),
  rejectsBytes: z.int(),
});
export type State = z.infer<typeof state>;

export const none: Counts = { read: 0, written: 0, unchanged: 0, rejected: 0 };

/** How far an import has come, kept on disk so that a stopped one goes on where it was. */
export class StateFile {
  readonly #folder: string;
  readonly #path: string;

  /** `identity` is all that makes it the same import: files, map, endpoint. */
  constructor(folder: string, identity: unknown) {
    const hash = createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 24);
    this.#folder = folder;
    this.#path = join(folder, `${hash}.json`);
  }

  /** Where a stopped run was, if there was one and its record can be read. */
  async read(): Promise<State | undefined> {
    const text = await readFile(this.#path, 'utf8').catch(() => undefined);
    const parsed = state.safeParse(text === undefined ? undefined : parseJson(text));
    return parsed.success ? parsed.data : undefined;
  }

  /** Replaces the file as a whole, so that a crash leaves the one or the other. */
  async write(next: State): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    await writeFile(`${this.#path}.new`, JSON.stringify(next));
    await rename(`${this.#path}.new`, this.#path);
  }

  async remove(): Promise<void> {
    await rm(this.#path, { force: true });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
