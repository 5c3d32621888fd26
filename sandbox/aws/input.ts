import { z } from 'zod';
import { AwsError, notImplemented } from './aws-error.ts';
import type { ServiceCall } from './services.ts';

/**
 * A call's input as `schema`, made of strict objects, reads it. A parameter that the schema does not have is refused by
 * name, so that nothing asked for is silently left out; any other misfit is the service's validation error, `code`.
 */
export function readInput<T>(
  { service, action, input }: Pick<ServiceCall, 'service' | 'action' | 'input'>,
  schema: z.ZodType<T>,
  code = 'ValidationException',
): T {
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const unknown = parsed.error.issues.flatMap(unknownParameters);
  if (unknown.length > 0) throw notImplemented(service, `${action} with ${unknown.join(', ')}`);
  throw new AwsError(code, z.prettifyError(parsed.error));
}

function unknownParameters(issue: z.core.$ZodIssue): string[] {
  if (issue.code !== 'unrecognized_keys') return [];
  const place = issue.path.filter((part) => typeof part === 'string');
  return issue.keys.map((key) => [...place, key].join('.'));
}
