import * as z from 'zod';

/** The object that a schema is of, made now where its first use was to make it; undefined for any other schema. */
export function objectOf(schema: unknown): z.ZodObject | undefined {
  if (schema instanceof z.ZodLazy) return objectOf(schema.unwrap());
  return schema instanceof z.ZodObject ? schema : undefined;
}
