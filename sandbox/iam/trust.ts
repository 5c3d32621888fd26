import { ACCOUNT_ID } from '../templates/account.ts';
import type { App } from '../templates/app-resources.ts';
import { NO_RESOURCE } from './demands/demand.ts';
import { evaluate } from './evaluation.ts';
import { statementsOf } from './policy-statement.ts';

/** Throws, as a deployment fails, for a function or a workflow whose role its service may not assume, or is not there. */
export function checkTrust({ functions, stateMachines, roles }: App): void {
  const check = (service: string) => (bearer: { name: string; arn: string; roleArn: string }) => {
    const role = roles.find(({ arn }) => arn === bearer.roleArn);
    if (!role) throw new Error(`${bearer.name} has the role ${bearer.roleArn}, which the template does not define`);
    const request = {
      principal: service,
      action: 'sts:AssumeRole',
      resource: NO_RESOURCE,
      context: { 'aws:sourceaccount': ACCOUNT_ID, 'aws:sourcearn': bearer.arn },
    };
    const trust = statementsOf({ name: `${role.name} (trust)`, document: role.trust });
    if (!evaluate(request, [], trust).allowed)
      throw new Error(`The role of ${bearer.name} cannot be assumed by ${service}`);
  };
  functions.forEach(check('lambda.amazonaws.com'));
  stateMachines.forEach(check('states.amazonaws.com'));
}
