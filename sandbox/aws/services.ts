import type { TableUseListener } from '../dynamodb/table-use.ts';
import { notImplemented } from './aws-error.ts';

/** Who calls: a function, a state machine, an AWS service on the app's behalf, or a client from outside. */
export interface Caller {
  readonly kind: 'function' | 'state-machine' | 'service' | 'outside';
  /** The function's name, the execution's ARN, the service's principal, or the access key id. */
  readonly name: string;
  readonly roleArn?: string | undefined;
  /** Of a service: the resource for which it calls, such as an event rule (`aws:SourceArn`). */
  readonly sourceArn?: string | undefined;
  /** The run of the function that calls. */
  readonly invocationId?: string | undefined;
}

export type Input = Readonly<Record<string, unknown>>;

/** One call of one action (`dynamodb`, `PutItem`), whatever protocol it arrived by. */
export interface ServiceCall {
  readonly caller: Caller;
  readonly service: string;
  readonly action: string;
  readonly input: Input;
  /** Is told what the call takes of a table. */
  readonly onTableUse?: TableUseListener | undefined;
}

/** What one service does for an action; throws AwsError. */
export type ServiceHandler = (call: ServiceCall) => Promise<Input>;

/** Stands around every call: may refuse it, delay it, count it, or change its answer. `next` is the call itself. */
export type Interceptor = (call: ServiceCall, next: ServiceHandler) => Promise<Input>;

/** The services of the sandbox's account. Every call passes here: from functions, workflows, event rules and outside. */
export class Services {
  readonly #handlers = new Map<string, ServiceHandler>();
  #perform: ServiceHandler = (call) => this.#handle(call);

  register(service: string, handler: ServiceHandler): void {
    this.#handlers.set(service, handler);
  }

  /** The services that there are. */
  names(): string[] {
    return [...this.#handlers.keys()];
  }

  /** Puts interceptors around all calls; the first one sees a call first. Called once, when the account is composed. */
  around(...interceptors: readonly Interceptor[]): void {
    const handle: ServiceHandler = (call) => this.#handle(call);
    this.#perform = interceptors.reduceRight<ServiceHandler>(
      (next, interceptor) => (call) => interceptor(call, next),
      handle,
    );
  }

  /** Resolves to the action's output; throws AwsError, also for what is not supported. */
  async call(call: ServiceCall): Promise<Input> {
    return this.#perform(call);
  }

  async #handle(call: ServiceCall): Promise<Input> {
    const handler = this.#handlers.get(call.service);
    if (!handler) throw notImplemented(call.service, call.action);
    return handler(call);
  }
}

/** A handler from a table of actions; an action that is not in it is refused by name. */
export function byAction(actions: Readonly<Record<string, (call: ServiceCall) => Promise<Input>>>): ServiceHandler {
  return async (call) => {
    const action = Object.hasOwn(actions, call.action) ? actions[call.action] : undefined;
    if (!action) throw notImplemented(call.service, call.action);
    return action(call);
  };
}

/** An AWS service acting on its own account, such as EventBridge invoking a target. */
export function servicePrincipal(service: string): Caller {
  return { kind: 'service', name: `${service}.amazonaws.com` };
}
