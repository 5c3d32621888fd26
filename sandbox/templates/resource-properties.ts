import { z } from 'zod';
import type { ResolvedResource } from './intrinsics.ts';

/** The resources of one type. */
export function ofType(resources: readonly ResolvedResource[], type: string): ResolvedResource[] {
  return resources.filter((resource) => resource.type === type);
}

/** A resource's properties as `schema` reads them; what the sandbox cannot run is an error that names the resource. */
export function propertiesOf<T>(resource: ResolvedResource, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(resource.properties);
  if (parsed.success) return parsed.data;
  throw new Error(`The sandbox cannot run ${resource.type} ${resource.logicalId}: ${z.prettifyError(parsed.error)}`);
}
