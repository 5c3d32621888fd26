import type { AccessResources } from './access-resources.ts';

/** What the sandbox runs, read from the synthesized templates; every value is concrete. */
export interface App {
  readonly stacks: readonly StackResource[];
  readonly functions: readonly FunctionResource[];
  readonly tables: readonly TableResource[];
  readonly eventSourceMappings: readonly EventSourceMapping[];
  readonly queueMappings: readonly QueueMapping[];
  readonly stateMachines: readonly StateMachineResource[];
  readonly apis: readonly HttpApi[];
  readonly eventBuses: readonly string[];
  readonly logSubscriptions: readonly LogSubscription[];
  readonly eventRules: readonly EventRule[];
  readonly schedules: readonly ScheduleResource[];
  readonly buckets: readonly Bucket[];
  readonly queues: readonly Queue[];
  readonly secrets: readonly Secret[];
  readonly configurationSets: readonly ConfigurationSet[];
  /** Addresses and domains that email may be sent from. */
  readonly emailIdentities: readonly string[];
  readonly roles: readonly Role[];
  readonly access: AccessResources;
}

export interface StackResource {
  readonly name: string;
  readonly id: string;
  readonly description?: string | undefined;
  readonly outputs: readonly {
    readonly key: string;
    readonly value: string;
    readonly description?: string | undefined;
    readonly exportName?: string | undefined;
  }[];
}

export interface FunctionResource {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  /** `file.export`, as Lambda takes it. */
  readonly handler: string;
  /** The folder of the bundle. */
  readonly bundle: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** Where its lines go. */
  readonly logGroup: string;
  /** How often an asynchronous invocation is retried, and the queue that takes it then. */
  readonly asyncRetries: number;
  readonly onFailureArn?: string | undefined;
}

export interface TableResource {
  readonly name: string;
  readonly arn: string;
  /** The input of `CreateTable`. */
  readonly definition: Readonly<Record<string, unknown>>;
  readonly ttlAttribute?: string | undefined;
}

/** A table stream's consumer. */
export interface EventSourceMapping {
  readonly uuid: string;
  readonly tableName: string;
  readonly streamArn: string;
  readonly functionArn: string;
  /** Patterns of which a record must match one; no pattern lets every record through. */
  readonly patterns: readonly unknown[];
  readonly batchSize: number;
  readonly bisect: boolean;
  /** -1 retries without end. */
  readonly maximumRetryAttempts: number;
  /** Records older than this are given up; -1 keeps them. */
  readonly maximumRecordAgeSeconds: number;
  readonly reportsItemFailures: boolean;
  /** A queue or a bucket. */
  readonly onFailureArn?: string | undefined;
}

/** A queue's consumer. */
export interface QueueMapping {
  readonly uuid: string;
  readonly queueArn: string;
  readonly functionArn: string;
  readonly batchSize: number;
  /** How long a message may wait for others to come with. */
  readonly batchingWindowSeconds: number;
  /** How many batches may be under way at a time. */
  readonly maximumConcurrency?: number | undefined;
  readonly reportsItemFailures: boolean;
}

export interface StateMachineResource {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly definition: string;
}

export interface JwtAuthorizer {
  readonly issuer: string;
  readonly audience: readonly string[];
}

export interface HttpRoute {
  /** `GET /orders/{orderId}` or `$default`. */
  readonly routeKey: string;
  readonly functionArn: string;
  readonly authorizer?: JwtAuthorizer | undefined;
  readonly scopes: readonly string[];
}

export interface Cors {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly allowCredentials: boolean;
  readonly maxAgeSeconds?: number | undefined;
}

export interface HttpApi {
  readonly id: string;
  readonly routes: readonly HttpRoute[];
  readonly cors?: Cors | undefined;
}

export interface EventTarget {
  readonly id: string;
  readonly arn: string;
  readonly roleArn?: string | undefined;
  /** A constant that is sent in place of the event, as JSON text. */
  readonly input?: string | undefined;
  readonly deadLetterArn?: string | undefined;
  readonly retry?: { readonly maximumEventAgeSeconds: number; readonly maximumRetryAttempts: number } | undefined;
  /** What a schedule calls the event that it puts on a bus. */
  readonly event?: { readonly source: string; readonly detailType: string } | undefined;
}

/** Which lines of a log group go to a function. */
export interface LogSubscription {
  readonly name: string;
  readonly logGroupName: string;
  readonly logGroupArn: string;
  readonly filterPattern: string;
  readonly destinationArn: string;
}

export interface EventRule {
  readonly name: string;
  readonly arn: string;
  readonly busName: string;
  readonly pattern?: unknown;
  /** `rate(…)` or `cron(…)`. */
  readonly schedule?: string | undefined;
  readonly targets: readonly EventTarget[];
}

export interface ScheduleResource {
  readonly name: string;
  readonly groupName: string;
  /** The input of `CreateSchedule`. */
  readonly definition: Readonly<Record<string, unknown>>;
}

export interface Bucket {
  readonly name: string;
  readonly arn: string;
  readonly eventBridge: boolean;
  readonly versioned: boolean;
  readonly cors: readonly Cors[];
}

export interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly visibilityTimeoutSeconds: number;
  readonly delaySeconds: number;
  readonly retentionSeconds: number;
  /** How long a receive waits that does not say so itself. */
  readonly waitSeconds: number;
  readonly redrive?: { readonly deadLetterArn: string; readonly maxReceiveCount: number } | undefined;
}

export interface Secret {
  readonly name: string;
  readonly arn: string;
  /** The text given, if any; else what to generate. */
  readonly text?: string | undefined;
  readonly generate?: SecretRecipe | undefined;
}

/** `GenerateSecretString`. */
export interface SecretRecipe {
  readonly length: number;
  readonly excluded: string;
  /** A JSON object that takes the secret under `key`. */
  readonly template?: string | undefined;
  readonly key?: string | undefined;
}

export interface ConfigurationSet {
  readonly name: string;
  /** Kinds of event (`SEND`, `DELIVERY`, …) that go to the default bus. */
  readonly eventBridgeTypes: readonly string[];
}

export interface Role {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly trust: unknown;
  readonly managedPolicyArns: readonly string[];
  readonly policies: readonly { readonly name: string; readonly document: unknown }[];
}
