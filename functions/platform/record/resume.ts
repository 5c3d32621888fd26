import * as z from 'zod';

/** How a waiting workflow goes on: with an output, or with an error that the workflow catches by its name. */
export const resume = z.union([
  z.object({ output: z.record(z.string(), z.unknown()) }),
  z.object({ error: z.string(), cause: z.string() }),
]);
export type Resume = z.infer<typeof resume>;

/** The fields by which a record resumes the workflow that waits for it: no response, no event, no index and no log shows the token. */
export const resumable = { taskToken: z.string().optional(), resume: resume.optional() };
export const unshown = ['taskToken', 'resume'] as const;

/** What makes the relay pick the record up, once it says how its workflow goes on. */
export function resumes({ taskToken, resume }: z.infer<z.ZodObject<typeof resumable>>) {
  return resume && taskToken ? { outbox: 'resume' } : {};
}
