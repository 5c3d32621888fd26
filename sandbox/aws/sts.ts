import { z } from 'zod';
import { ACCOUNT_ID } from '../templates/account.ts';
import { readInput } from './input.ts';
import { byAction, type ServiceHandler } from './services.ts';

/** Who am I: the caller's role, or the account's root for clients from outside. */
export const identityService: ServiceHandler = byAction({
  GetCallerIdentity: async (call) => {
    readInput(call, z.strictObject({}));
    const { caller } = call;
    const role = caller.roleArn?.split('/').at(-1);
    return {
      UserId: caller.name,
      Account: ACCOUNT_ID,
      Arn: role ? `arn:aws:sts::${ACCOUNT_ID}:assumed-role/${role}/${caller.name}` : `arn:aws:iam::${ACCOUNT_ID}:root`,
    };
  },
});
