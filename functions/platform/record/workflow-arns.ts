import * as z from 'zod';
import { environment } from '../environment.ts';

/** The state machines by the name of their workflow: `{"claim-lifecycle":"arn:…"}`, in one environment value. */
export function workflowArns(): Readonly<Record<string, string>> {
  return z.record(z.string(), z.string().startsWith('arn:')).parse(JSON.parse(environment('WORKFLOWS')));
}

/** The ARN of an execution of a state machine, by its name. */
export function executionArn(stateMachineArn: string, name: string): string {
  return `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
}
