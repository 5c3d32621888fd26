import type { Json, TaskState } from '../asl.ts';
import { AslError } from '../asl-error.ts';
import { payload } from '../history.ts';
import { toAslError, toResult, toServiceInput } from '../integration.ts';
import { checkSize } from '../limits.ts';
import { parseResource, type Resource } from '../resource.ts';
import { TimeLimit } from '../time-limit.ts';
import type { OpenTask } from '../tokens.ts';
import type { Visit } from '../visit.ts';

/** Calls a task's service and returns the result: the service's answer, or what comes back for the token. */
export async function runTask(visit: Visit, state: TaskState): Promise<Json> {
  const { strand } = visit;
  const resource = parseResource(state.Resource);
  const { resource: action, resourceType } = resource;
  const open = resource.pattern === 'waitForTaskToken' ? strand.execution.host.tokens.open() : undefined;
  visit.token = open?.token;
  const limit = new TimeLimit(strand.execution.host.clock);
  try {
    const args = await schedule(visit, state, resource, limit);
    const result = await call(visit, resource, args, open, limit);
    checkSize(resource.service, result);
    strand.record('TaskSucceeded', { ...payload('output', result), resource: action, resourceType });
    return result;
  } catch (error) {
    // What failed before the task was scheduled is an EvaluationFailed event, recorded where it failed.
    if (error instanceof AslError && limit.started) recordFailure(visit, resource, error);
    throw error;
  } finally {
    limit.stop();
    open?.close();
    visit.token = undefined;
  }
}

async function schedule(visit: Visit, state: TaskState, resource: Resource, limit: TimeLimit): Promise<Json> {
  const { strand } = visit;
  const args = await visit.fill(state.Arguments ?? {}, 'Arguments');
  checkSize(visit.name, args);
  const timeout = await fillSeconds(visit, state.TimeoutSeconds, 'TimeoutSeconds');
  const heartbeat = await fillSeconds(visit, state.HeartbeatSeconds, 'HeartbeatSeconds');
  const { resource: action, resourceType } = resource;
  strand.record('TaskScheduled', {
    ...(heartbeat === undefined ? {} : { heartbeatInSeconds: heartbeat }),
    parameters: JSON.stringify(args),
    region: strand.execution.host.region,
    resource: action,
    resourceType,
    ...(timeout === undefined ? {} : { timeoutInSeconds: timeout }),
  });
  strand.record('TaskStarted', { resource: action, resourceType });
  // Only who holds a token can send heartbeats.
  limit.start(timeout, resource.pattern === 'waitForTaskToken' ? heartbeat : undefined);
  return args;
}

async function call(
  visit: Visit,
  resource: Resource,
  args: Json,
  open: OpenTask | undefined,
  limit: TimeLimit,
): Promise<Json> {
  const { strand } = visit;
  const answered = invoke(visit, resource, args);
  if (!open) return strand.until(Promise.race([answered, limit.reached]));
  open.onHeartbeat = () => limit.beat();
  // The answer to the token may come before the call that handed it out returns.
  const first = await strand.until(
    Promise.race([
      answered.then((output) => ({ output })),
      open.outcome.then((outcome) => ({ outcome })),
      limit.reached,
    ]),
  );
  if ('outcome' in first) return first.outcome;
  const { resource: action, resourceType } = resource;
  strand.record('TaskSubmitted', { ...payload('output', first.output), resource: action, resourceType });
  return strand.resting(Promise.race([open.outcome, limit.reached]));
}

async function invoke(visit: Visit, resource: Resource, args: Json): Promise<Json> {
  const { execution } = visit.strand;
  const { clock, integrate, ids } = execution.host;
  try {
    const answer = await clock.track(
      integrate({
        service: resource.service,
        action: resource.action,
        input: toServiceInput(resource, args),
        roleArn: execution.machine.roleArn,
        executionArn: execution.arn,
      }),
    );
    return toResult(resource, answer);
  } catch (error) {
    throw toAslError(resource, error, ids.uuid);
  }
}

function recordFailure(visit: Visit, resource: Resource, failure: AslError): void {
  const timedOut = failure.error === 'States.Timeout';
  visit.strand.record(timedOut ? 'TaskTimedOut' : 'TaskFailed', {
    ...(failure.reason === undefined ? {} : { cause: failure.reason }),
    ...(failure.error === undefined ? {} : { error: failure.error }),
    resource: resource.resource,
    resourceType: resource.resourceType,
  });
}

async function fillSeconds(
  visit: Visit,
  template: number | string | undefined,
  field: string,
): Promise<number | undefined> {
  return template === undefined ? undefined : visit.fillCount(template, field, 1);
}
