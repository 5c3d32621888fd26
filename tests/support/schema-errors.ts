import * as z from 'zod';

/** The texts that a zod schema's own checks give, wherever in it they are. */
export function schemaErrors(schema: unknown, seen = new Set<unknown>()): string[] {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return [];
  seen.add(schema);
  if (schema instanceof z.ZodLazy) return schemaErrors(schema.unwrap(), seen);
  const def = '_zod' in schema ? (schema._zod as { def: { error?: (issue: object) => unknown } }).def : undefined;
  const said = def?.error?.({ code: 'custom', path: [], input: undefined });
  const own = typeof said === 'string' ? [said] : [];
  return [...own, ...Object.values(def ?? schema).flatMap((part) => schemaErrors(part, seen))];
}
