import { z } from 'zod';
import { AwsError } from './aws-error.ts';
import type { Input } from './services.ts';

/** An action's input as `schema` reads it; what does not fit is the service's validation error. */
export function parseInput<T>(schema: z.ZodType<T>, input: Input, code = 'ValidationException'): T {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw new AwsError(code, z.prettifyError(parsed.error));
  return parsed.data;
}
