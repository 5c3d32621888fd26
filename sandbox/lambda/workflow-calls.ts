import type { Input, Services } from '../aws/services.ts';
import type { ServiceCall } from '../stepfunctions/step-functions.ts';

/**
 * How workflows call services: with the state machine's role, through the same place as all other callers. A
 * function's error becomes the workflow's error by its type, with Lambda's description as the cause.
 */
export function callFromWorkflow(services: Services): (call: ServiceCall) => Promise<unknown> {
  return async ({ service, action, input, roleArn, executionArn }) => {
    const caller = { kind: 'state-machine' as const, name: executionArn, roleArn };
    const name = action.charAt(0).toUpperCase() + action.slice(1);
    if (service !== 'lambda') return services.call({ caller, service, action: name, input: input as Input });
    const { Payload, ...rest } = input as Input;
    const payload = Payload === undefined ? undefined : JSON.stringify(Payload);
    const output = await services.call({ caller, service, action: name, input: { ...rest, Payload: payload } });
    if (output.FunctionError !== undefined) throw functionError(String(output.Payload));
    return { ...output, Payload: output.Payload === '' ? null : JSON.parse(String(output.Payload)) };
  };
}

function functionError(description: string): Error {
  const { errorType } = JSON.parse(description);
  return Object.assign(new Error(description), { name: String(errorType) });
}
