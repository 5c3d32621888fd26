/** How a Lambda function of the product is built and sized. */
export interface FunctionSpec {
  /** Below `functions/`; it exports `handler`. */
  readonly entry: string;
  readonly description: string;
  /** MiB; CPU grows with it, a whole core is at 1769 (Lambda developer guide, memory). */
  readonly memory: number;
  /** Seconds. */
  readonly timeout: number;
  /** What a customer notices when it is throttled, or fails: completes "Function … is throttled:". */
  readonly whenThrottled: string;
  /** Its errors are also ways on, which its workflow catches: only those that nobody foresaw call somebody. */
  readonly errorsAreTurns?: true;
}

/** API Gateway gives up after 30 s; the function ends before that, so that its log tells what took so long. */
const apiTimeout = 20;

/** Every function of the product. A route, a rule, a stream or a workflow names them by their key. */
export const functions = {
  'reference-api': api(
    'reference',
    'Health, OpenAPI and its reference',
    'the health check and the API reference do not answer.',
  ),
  'organisation-api': api(
    'organisation',
    'Branches and staff',
    'staff cannot look up colleagues, and leave cannot be entered.',
  ),
  'customers-api': api('customers', 'Customers', 'customers and staff cannot open or change a customer record.'),
  'policies-api': api('policies', 'Policies', 'policies cannot be looked up or imported.'),
  'claims-api': api('claims', 'Claims', 'customers cannot report a loss or follow their claim.'),
  'tasks-api': api('tasks', 'Work queues of the staff', 'staff cannot take or decide tasks, so claims stand still.'),
  'notifications-api': api('notifications', 'Messages of a customer', "a customer's messages cannot be shown."),
  'payments-api': api('payments', 'Webhook of the payment provider', 'payments that were made still show as ordered.'),
  'executions-api': api(
    'executions',
    'Workflow executions, for ops',
    'ops cannot look into executions or start them anew; customers notice nothing.',
  ),
  'cases-api': api(
    'cases',
    'Cases that stood still, for ops',
    'ops cannot see what was found; customers notice nothing.',
  ),
  'deadlines-api': api(
    'deadlines',
    'Deadlines, and why they are on that day',
    'customers and staff cannot look up deadlines; the clocks run on.',
  ),
  'deadlines-shadow': {
    entry: 'deadlines/shadow/shadow.lambda.ts',
    description: 'Counts the packs that the stage tries, beside those in force',
    memory: 1024,
    timeout: 30,
    whenThrottled: 'what a trial pack would bring is known late; customers notice nothing.',
  },
  'jobs-api': api(
    'jobs',
    'Jobs on many records, for ops',
    'nobody sees how far a job is, nor its result; customers notice nothing.',
  ),
  'jobs-runner': {
    entry: 'jobs/runner.lambda.ts',
    description: 'Runs jobs on many records, page by page',
    // A whole core: a page is reckoned in the time in which it is read.
    memory: 1769,
    // A minute less than its lease (functions/jobs/wake-job.ts).
    timeout: 300,
    whenThrottled: 'the results of jobs come late; customers notice nothing.',
  },
  'access-api': api(
    'access',
    'Who read what about a customer',
    'the privacy officer cannot see who read what; customers notice nothing.',
  ),
  'access-keeper': {
    entry: 'access/keeper.lambda.ts',
    description: "From the functions' logs: keeps who read what about a customer",
    memory: 512,
    timeout: 60,
    whenThrottled: 'who read what is kept late; customers notice nothing.',
  },
  'cases-ended': {
    entry: 'cases/finding/ended.lambda.ts',
    description: 'Mends the case of an execution that has failed, timed out or was stopped',
    memory: 512,
    timeout: 30,
    whenThrottled: 'claims whose workflow has ended go on late, when they are woken.',
  },
  'claims-steps': {
    entry: 'claims/steps.lambda.ts',
    description: 'Steps of the claim workflow',
    memory: 1024,
    timeout: 30,
    whenThrottled: "claims move on late, after the workflow's retries.",
    errorsAreTurns: true,
  },
  'claims-evidence': {
    entry: 'claims/evidence.lambda.ts',
    description: 'Examines and records evidence that has been uploaded',
    memory: 512,
    timeout: 60,
    whenThrottled: 'documents that customers have sent still show as missing.',
  },
  relay: {
    entry: 'platform/record/relay.lambda.ts',
    description: "From the table's stream: starts and resumes workflows, publishes events",
    memory: 1024,
    timeout: 60,
    whenThrottled: 'claims that were reported, and decisions that were made, take effect late.',
  },
  waker: {
    entry: 'waking/waker.lambda.ts',
    description: 'Each minute: wakes the records whose time has come',
    // A whole core: at nine in the morning much is due at once.
    memory: 1769,
    // The next run is a minute later.
    timeout: 60,
    whenThrottled: 'what is due at a time happens late, and claims that stand still are found late.',
  },
  'notifications-sender': {
    entry: 'notifications/sender.lambda.ts',
    description: "From the table's stream: sends what is pending",
    memory: 1024,
    timeout: 60,
    whenThrottled: 'customers get their emails and texts late.',
  },
  'notifications-feedback': {
    entry: 'notifications/feedback.lambda.ts',
    description: 'Records what became of an email',
    memory: 512,
    timeout: 30,
    whenThrottled: 'a message that bounced still shows as sent.',
  },
  'payments-dispatch': {
    entry: 'payments/dispatch.lambda.ts',
    description: 'Hands a payment order to the provider',
    memory: 512,
    timeout: 30,
    whenThrottled: 'customers who have agreed wait longer for their money.',
  },
} as const satisfies Record<string, FunctionSpec>;

export type FunctionName = keyof typeof functions;

function api(context: string, description: string, whenThrottled: string): FunctionSpec {
  return { entry: `${context}/api.lambda.ts`, description, memory: 1024, timeout: apiTimeout, whenThrottled };
}
