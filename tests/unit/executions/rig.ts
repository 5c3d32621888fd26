import { VirtualClock } from '@careline/sandbox/clock';
import { type ServiceCall, StepFunctions } from '@careline/sandbox/step-functions';
import { z } from 'zod';

export const MACHINE = 'arn:aws:states:eu-central-1:123456789012:stateMachine:claims';
export const INVOKE = 'arn:aws:states:::lambda:invoke';
export const ASK = 'arn:aws:states:::lambda:invoke.waitForTaskToken';

/** A Step Functions with one workflow of these states, which begins at the first, on a clock of its own. */
export class Rig implements Disposable {
  readonly clock = new VirtualClock();
  /** What its tasks called. */
  readonly calls: ServiceCall[] = [];
  readonly #stepFunctions: StepFunctions;

  constructor(states: object, integrate: () => Promise<unknown> = async () => ({})) {
    this.#stepFunctions = new StepFunctions({
      clock: this.clock,
      region: 'eu-central-1',
      accountId: '123456789012',
      integrate: async (call) => {
        this.calls.push(call);
        return integrate();
      },
    });
    const [StartAt] = Object.keys(states);
    const definition = JSON.stringify({ QueryLanguage: 'JSONata', StartAt, States: states });
    const roleArn = 'arn:aws:iam::123456789012:role/claims';
    this.#stepFunctions.addStateMachine({ name: 'claims', arn: MACHINE, roleArn, type: 'STANDARD', definition });
  }

  call(action: string, input: Record<string, unknown>) {
    return this.#stepFunctions.call(action, input);
  }

  /** Starts an execution, and lets it run until it waits or ends. */
  async start(input: object, name: string): Promise<void> {
    await this.call('StartExecution', { stateMachineArn: MACHINE, input: JSON.stringify(input), name });
    await this.clock.idle();
  }

  [Symbol.dispose](): void {
    this.clock.stop();
  }
}

export function failure(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

/** The token that a call was handed in its payload. */
export function tokenOf(call: ServiceCall | undefined): string {
  const { data } = handedOut.safeParse(call?.input);
  return data?.Payload.token ?? 'no token was handed out';
}

const handedOut = z.object({ Payload: z.object({ token: z.string() }) });
