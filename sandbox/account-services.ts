import { cloudFormationService } from './aws/cloudformation.ts';
import { type AwsEndpoint, awsEndpoint } from './aws/endpoint.ts';
import { Events } from './aws/events.ts';
import { logSubscriptions } from './aws/log-subscriptions.ts';
import { logsService } from './aws/logs.ts';
import { Outbox } from './aws/outbox.ts';
import { S3 } from './aws/s3/s3.ts';
import type { FirstKey, QuietFunction, QuietTarget } from './aws/schedules/quiet-function.ts';
import { Scheduler } from './aws/schedules/scheduler.ts';
import { SecretsManager } from './aws/secrets/secretsmanager.ts';
import { Services } from './aws/services.ts';
import { emailService } from './aws/ses.ts';
import { smsService } from './aws/sns.ts';
import { Sqs } from './aws/sqs/sqs.ts';
import { identityService } from './aws/sts.ts';
import type { VirtualClock } from './clock.ts';
import type { CaseNames } from './costs/cases.ts';
import { Meter } from './costs/meter.ts';
import { DynamoDb } from './dynamodb/dynamodb.ts';
import { Faults } from './faults/faults.ts';
import { AccessControl } from './iam/access-control.ts';
import { Functions } from './lambda/functions.ts';
import { lambdaService } from './lambda/lambda-service.ts';
import type { LogLine } from './lambda/log-buffer.ts';
import { QueueConsumer } from './lambda/queue-consumer.ts';
import { StreamConsumer } from './lambda/stream-consumer.ts';
import { callFromWorkflow } from './lambda/workflow-calls.ts';
import { enforceLimits } from './limits/limit-checks.ts';
import type { Neighbour } from './neighbours.ts';
import { type StatusChange, StepFunctions } from './stepfunctions/step-functions.ts';
import { ACCOUNT_ID, REGION } from './templates/account.ts';
import type { App, TableResource } from './templates/app-resources.ts';

export interface AccountOptions {
  readonly clock: VirtualClock;
  readonly app: App;
  readonly awsUrl: string;
  readonly onLog?: ((functionName: string, line: LogLine) => void) | undefined;
  readonly caseNames?: CaseNames | undefined;
  /** What else can fail than the services of the account. */
  readonly neighbours: readonly Pick<Neighbour, 'name' | 'asked'>[];
  readonly quiet: readonly QuietFunction[];
}

/** The services of the account with the app deployed to them, all behind one door (`services`). */
export class AccountServices {
  readonly services = new Services();
  readonly outbox = new Outbox();
  readonly dynamodb: DynamoDb;
  readonly stepFunctions: StepFunctions;
  readonly functions: Functions;
  readonly secrets: SecretsManager;
  readonly access: AccessControl;
  readonly costs: Meter;
  readonly faults: Faults;
  /** Takes the requests of any AWS client. */
  readonly endpoint: AwsEndpoint;
  readonly #clock: VirtualClock;
  readonly #events: Events;
  readonly #sqs: Sqs;
  readonly #s3: S3;
  readonly #scheduler: Scheduler;
  readonly #consumers: readonly (StreamConsumer | QueueConsumer)[];

  /** Deploys the app: its tables are there when this resolves. */
  static async create(options: AccountOptions): Promise<AccountServices> {
    const account = new AccountServices(options);
    for (const table of options.app.tables) await createTable(account.dynamodb, table);
    account.#events.start();
    return account;
  }

  private constructor({ clock, app, awsUrl, onLog, caseNames, neighbours, quiet }: AccountOptions) {
    const { services, outbox } = this;
    const account = { clock, region: REGION, accountId: ACCOUNT_ID };
    this.#clock = clock;
    this.dynamodb = new DynamoDb(account);
    this.costs = new Meter(app, caseNames, () => this.#events.settle());
    const onTransition = this.costs.transition.bind(this.costs);
    const integrate = callFromWorkflow(services);
    const onStatusChange = this.#tellStatus.bind(this);
    this.stepFunctions = new StepFunctions({ ...account, integrate, onTransition, onStatusChange });
    this.faults = this.#faultsOf(app, neighbours);
    const observers = [this.costs, this.faults];
    const { functions, buckets } = app;
    const subscribed = logSubscriptions({ clock, services, functions, subscriptions: app.logSubscriptions });
    const heard = (name: string, line: LogLine) => {
      onLog?.(name, line);
      subscribed(name, line);
    };
    const invocationBehind = (key: string) => this.functions.invocationBehind(key);
    this.endpoint = awsEndpoint({ clock, services, functions, buckets, invocationBehind });
    this.functions = new Functions({ clock, functions, awsUrl, endpoint: this.endpoint, onLog: heard, observers });
    this.secrets = new SecretsManager(clock, app.secrets);
    this.access = new AccessControl(app, (object) => this.#s3.tagsOf(object));
    const { eventBuses: buses, eventRules: rules } = app;
    this.#events = new Events({ clock, services, buses, rules, quiet: quiet.map((each) => this.#quietTarget(each)) });
    this.dynamodb.onCommit(() => this.#events.rouse());
    const publish = this.#events.publish.bind(this.#events);
    this.#sqs = new Sqs(clock, app.queues);
    this.#s3 = new S3({ clock, buckets: app.buckets, awsUrl, publish });
    this.#scheduler = new Scheduler({ clock, services, schedules: app.schedules });
    services.register('dynamodb', ({ action, input, onTableUse }) => this.dynamodb.call(action, input, onTableUse));
    services.register('states', ({ action, input }) => this.stepFunctions.call(action, input));
    services.register('lambda', lambdaService({ clock, functions: this.functions, services }));
    services.register('events', this.#events.handler);
    services.register('sqs', this.#sqs.handler);
    services.register('s3', this.#s3.handler);
    services.register('secretsmanager', this.secrets.handler);
    services.register('sns', smsService(clock, outbox));
    services.register('ses', emailService({ clock, outbox, configurationSets: app.configurationSets, publish }));
    services.register('sts', identityService);
    services.register('cloudformation', cloudFormationService(app.stacks, clock.now()));
    services.register('scheduler', this.#scheduler.handler);
    const lines = (name: string) => this.functions.logs(name);
    services.register('logs', logsService({ functions: app.functions, lines }));
    // From the outside in: faults, meter (what never reached a service is not billed), authorisation, limits.
    services.around(this.faults.interceptor, this.costs.interceptor, this.access.interceptor, enforceLimits(app));
    for (const machine of app.stateMachines) this.stepFunctions.addStateMachine(machine);
    this.#consumers = [...this.#streamConsumers(app), ...this.#queueConsumers(app)];
  }

  #streamConsumers({ eventSourceMappings }: App): StreamConsumer[] {
    return eventSourceMappings.map((mapping) => {
      const roleArn = this.functions.find(mapping.functionArn)?.roleArn;
      const consumer = new StreamConsumer({ clock: this.#clock, services: this.services, mapping, roleArn });
      this.dynamodb.onStreamRecord(mapping.tableName, (record) => consumer.accept(record));
      return consumer;
    });
  }

  #queueConsumers({ queueMappings }: App): QueueConsumer[] {
    return queueMappings.map((mapping) => {
      const roleArn = this.functions.find(mapping.functionArn)?.roleArn;
      const queue = this.#sqs.messages(mapping.queueArn);
      return new QueueConsumer({ clock: this.#clock, services: this.services, mapping, roleArn, queue });
    });
  }

  /** Ends what is under way, empties every store and sets the clock back; the deployment stays. */
  async reset(): Promise<void> {
    this.faults.clear();
    this.stepFunctions.reset();
    for (const consumer of this.#consumers) consumer.reset();
    await this.functions.recycle();
    await this.#clock.reset();
    for (const consumer of this.#consumers) consumer.reset();
    this.stepFunctions.reset();
    await this.dynamodb.reset();
    this.#sqs.reset();
    this.secrets.reset();
    this.#s3.reset();
    this.#events.start();
    this.#scheduler.reset();
    this.outbox.reset();
    this.costs.reset();
  }

  /** Step Functions tells its executions' status with best effort, so a fault may lose it ("AWS Step Functions events", EventBridge events reference). */
  #tellStatus(change: StatusChange): void {
    if (this.faults.loses('states')) return;
    const publish = () =>
      this.#events.publish('aws.states', 'Step Functions Execution Status Change', { ...change }, [
        change.executionArn,
      ]);
    this.#clock.start(publish);
  }

  #quietTarget({ functionName, quietUntil, idle }: QuietFunction): QuietTarget {
    const resource = this.functions.find(functionName);
    if (!resource) throw new Error(`The app has no function ${functionName} that may be quiet`);
    const firstKey: FirstKey = (...of) => this.dynamodb.firstKey(...of);
    return {
      arn: resource.arn,
      quietUntil: () => quietUntil(firstKey),
      passedOver: (calls) => this.costs.idle(resource, calls, idle),
    };
  }

  #faultsOf(app: App, neighbours: AccountOptions['neighbours']): Faults {
    return new Faults({
      clock: this.#clock,
      targets: () => ({
        services: this.services.names(),
        neighbours,
        functions: app.functions.map(({ name }) => name),
      }),
      kill: (invocationId, how) => this.functions.kill(invocationId, how),
      timeoutOf: (name) => (this.functions.find(name)?.timeoutSeconds ?? Number.POSITIVE_INFINITY) * 1000,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.stepFunctions.reset();
    for (const consumer of this.#consumers) consumer.reset();
    await this.functions.recycle();
    await this.dynamodb.close();
  }
}

async function createTable(dynamodb: DynamoDb, { name, definition, ttlAttribute }: TableResource): Promise<void> {
  await dynamodb.call('CreateTable', definition);
  if (ttlAttribute === undefined) return;
  const TimeToLiveSpecification = { AttributeName: ttlAttribute, Enabled: true };
  await dynamodb.call('UpdateTimeToLive', { TableName: name, TimeToLiveSpecification });
}
