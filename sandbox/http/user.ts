import { z } from 'zod';

/** Whom a token is of, as a Cognito user pool would have them. */
export interface User {
  readonly name: string;
  readonly groups?: readonly string[] | undefined;
  /** Custom attributes, without `custom:`. */
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  /** What tells users of the same groups apart; the name by default. */
  readonly key?: string | undefined;
}

/** What `POST /_sandbox/token` takes where the app has no form of its own for its people. */
export const user: z.ZodType<User> = z.strictObject({
  name: z.string().min(1).max(200),
  groups: z.array(z.string().min(1).max(128)).optional(),
  attributes: z.record(z.string().min(1).max(20), z.string().max(2048)).optional(),
  key: z.string().min(1).max(200).optional(),
});
