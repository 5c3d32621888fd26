import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { devNull } from 'node:os';
import type { AwsEndpoint } from '../aws/endpoint.ts';
import type { VirtualClock } from '../clock.ts';
import { REGION } from '../templates/account.ts';
import type { FunctionResource } from '../templates/app-resources.ts';
import { FunctionPool } from './function-pool.ts';
import { type Crash, Instance, type Outcome } from './instance.ts';
import { LogBuffer, type LogLine } from './log-buffer.ts';

/** One run of a function, whoever asked for it. */
export interface Invocation {
  readonly id: string;
  readonly resource: FunctionResource;
  /** JSON text. */
  readonly payload: string;
}

/** Is told of every invocation, and decides which of them die. */
export interface InvocationObserver {
  started?(invocation: Invocation): void;
  crashes?(invocation: Invocation): Crash | undefined;
  ended?(invocation: Invocation, milliseconds: number): void;
}

export interface FunctionsOptions {
  readonly clock: VirtualClock;
  readonly functions: readonly FunctionResource[];
  readonly awsUrl: string;
  /** What answers at `awsUrl`. */
  readonly endpoint: AwsEndpoint;
  readonly onLog?: ((functionName: string, line: LogLine) => void) | undefined;
  readonly observers?: readonly InvocationObserver[];
}

interface Running {
  readonly resource: FunctionResource;
  readonly pool: FunctionPool;
  readonly log: LogBuffer;
}

/** The app's functions, each in threads of its own with its own environment. */
export class Functions {
  readonly #clock: VirtualClock;
  readonly #awsUrl: string;
  readonly #endpoint: AwsEndpoint;
  readonly #running: ReadonlyMap<string, Running>;
  readonly #observers: readonly InvocationObserver[];
  /** Every instance has an access key of its own, which tells the invocation behind a call. */
  readonly #instances = new Map<string, Instance>();
  #started = 0;

  constructor({ clock, functions, awsUrl, endpoint, onLog, observers = [] }: FunctionsOptions) {
    this.#clock = clock;
    this.#awsUrl = awsUrl;
    this.#endpoint = endpoint;
    this.#observers = observers;
    this.#running = new Map(
      functions.map((resource) => {
        const log = new LogBuffer(
          () => clock.now(),
          (line) => onLog?.(resource.name, line),
        );
        const pool = new FunctionPool(() => this.#startInstance(resource, log));
        return [resource.name, { resource, pool, log }];
      }),
    );
  }

  /** The function of a name or ARN. */
  find(nameOrArn: string): FunctionResource | undefined {
    return this.#running.get(nameOf(nameOrArn))?.resource;
  }

  list(): FunctionResource[] {
    return [...this.#running.values()].map(({ resource }) => resource);
  }

  /** Runs a function that exists, on a payload of JSON text. */
  invoke(nameOrArn: string, payload: string): Promise<Outcome> {
    const running = this.#running.get(nameOf(nameOrArn));
    if (!running) throw new Error(`No function ${nameOrArn}`);
    return this.#clock.track(this.#run(running, payload));
  }

  /** The id of the invocation that calls with this access key; undefined if none is under way there. */
  invocationBehind(accessKeyId: string): string | undefined {
    return this.#instances.get(accessKeyId)?.running?.awsRequestId;
  }

  /** Ends the instance that runs an invocation: killed, or cut off as if its time were up. */
  async kill(invocationId: string, how: 'crash' | 'timeout'): Promise<void> {
    const instance = [...this.#instances.values()].find(({ running }) => running?.awsRequestId === invocationId);
    await (how === 'crash' ? instance?.crash() : instance?.timeOut());
  }

  #startInstance(resource: FunctionResource, log: LogBuffer): Instance {
    for (const [key, { alive }] of this.#instances) if (!alive) this.#instances.delete(key);
    this.#started += 1;
    const accessKeyId = accessKeyOf(resource.name, this.#started);
    const data = {
      clock: this.#clock.shared,
      awsUrl: this.#awsUrl,
      bundle: resource.bundle,
      handler: resource.handler,
    };
    const environment = environmentOf(resource, this.#awsUrl, accessKeyId);
    const instance = new Instance({ data, environment, memoryMb: resource.memoryMb, endpoint: this.#endpoint, log });
    this.#instances.set(accessKeyId, instance);
    return instance;
  }

  async #run({ resource, pool, log }: Running, payload: string): Promise<Outcome> {
    const awsRequestId = randomUUID();
    const invocation = { id: awsRequestId, resource, payload };
    for (const observer of this.#observers) observer.started?.(invocation);
    const crash = this.#observers.map((observer) => observer.crashes?.(invocation)).find((fate) => fate !== undefined);
    const context = {
      awsRequestId,
      functionName: resource.name,
      invokedFunctionArn: resource.arn,
      memoryLimitInMB: String(resource.memoryMb),
      traceId: traceId(this.#clock.now()),
      timeoutMs: resource.timeoutSeconds * 1000,
    };
    const outcome = await pool.invoke(payload, context, crash);
    for (const observer of this.#observers) observer.ended?.(invocation, outcome.milliseconds);
    // As Lambda's runtime logs what a handler throws.
    if ('error' in outcome) log.add(`ERROR\tInvoke Error\t${JSON.stringify({ ...outcome.error, awsRequestId })}`);
    return outcome;
  }

  /** The last lines that a function wrote, oldest first. */
  logs(nameOrArn: string): readonly LogLine[] {
    return this.#running.get(nameOf(nameOrArn))?.log.lines() ?? [];
  }

  /** Ends all instances, as a new deployment would. */
  async recycle(): Promise<void> {
    await Promise.all([...this.#running.values()].map(({ pool }) => pool.recycle()));
  }
}

/** The access key by which the endpoint knows which function calls, and which of its instances. */
export function accessKeyOf(functionName: string, instance?: number): string {
  return `SANDBOX${functionName}${instance === undefined ? '' : `.${instance}`}`;
}

/** The access key of the function whose instance has this one. */
export function functionKeyOf(accessKeyId: string): string {
  return accessKeyId.replace(/\.\d+$/, '');
}

/** The log stream of all of a function's instances; on AWS each has its own. */
export function logStreamOf(functionName: string): string {
  return `sandbox/[$LATEST]${createHash('md5').update(functionName).digest('hex')}`;
}

/** The secret of every access key in the sandbox. */
export const SECRET_ACCESS_KEY = 'sandbox';

function environmentOf(resource: FunctionResource, awsUrl: string, accessKeyId: string): Record<string, string> {
  const { name } = resource;
  return {
    ...resource.environment,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(resource.memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: resource.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: logStreamOf(name),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ENDPOINT_URL: awsUrl,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: SECRET_ACCESS_KEY,
    // Whatever AWS profile the machine's user has is none of the functions' business.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    LAMBDA_TASK_ROOT: resource.bundle,
    _HANDLER: resource.handler,
    TZ: ':UTC',
    LANG: 'en_US.UTF-8',
    PATH: '/usr/local/bin:/usr/bin:/bin',
  };
}

/** Functions are named by name, ARN, or either with a qualifier. */
const nameOf = (nameOrArn: string) => /:function:([^:]+)/.exec(nameOrArn)?.[1] ?? nameOrArn.split(':')[0] ?? nameOrArn;

function traceId(now: number): string {
  const seconds = Math.floor(now / 1000).toString(16);
  return `Root=1-${seconds}-${randomBytes(12).toString('hex')};Parent=${randomBytes(8).toString('hex')};Sampled=1`;
}
