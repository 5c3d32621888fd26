/** How a waiting workflow goes on: with an output, or with an error that the workflow catches by its name. */
export type Resume =
  | { readonly output: Readonly<Record<string, unknown>> }
  | { readonly error: string; readonly cause: string };

/**
 * The attributes by which a record resumes the workflow that waits for it. The token is in the record alone: no response,
 * no event and no log shows it. `outbox: 'resume'` makes the relay pick the record up.
 */
export function resumeAttributes(record: {
  readonly taskToken?: string | undefined;
  readonly resume?: Resume | undefined;
}) {
  return record.resume && record.taskToken ? { outbox: 'resume' } : {};
}
