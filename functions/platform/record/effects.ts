import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import { logger } from '../observability.ts';
import { type DomainEvent, toEvent } from './events.ts';
import { resumable } from './resume.ts';
import { executionArn } from './workflow-arns.ts';

interface Ports {
  readonly workflows: Pick<SFNClient, 'send'>;
  readonly bus: EventBridgeClient;
  readonly busName: string;
  /** Workflow name to state machine ARN. */
  readonly stateMachines: Readonly<Record<string, string>>;
  /** Hears of each event that was published, by its type. */
  readonly published?: (type: string) => void;
}

const named = { workflow: z.string(), name: z.string() };

/** What the stream does about a record: start its workflow, in place of one that must not go on, or stop it. */
const image = z.object({
  entity: z.string().optional(),
  record: z.record(z.string(), z.unknown()).default({}),
  outbox: z.string().optional(),
  starts: z.object({ ...named, input: z.unknown(), replaces: z.string().optional() }).optional(),
  stops: z.object({ ...named, cause: z.string() }).optional(),
  ...resumable,
});
type Image = z.infer<typeof image>;

/** What one stream record leads to. A record that leads to nothing is passed over; a failure is thrown, to be tried again. */
export function effectsOf(ports: Ports): (record: DynamoDBRecord) => Promise<void> {
  return async ({ eventName, dynamodb }) => {
    const image = imageOf(dynamodb?.NewImage);
    const before = imageOf(dynamodb?.OldImage);
    if (!image) return;
    if (image.outbox === 'start' && before?.starts?.name !== image.starts?.name) await start(ports, image);
    if (image.outbox === 'stop' && before?.stops?.name !== image.stops?.name) await stop(ports, image);
    if (eventName === 'INSERT' && image.entity === 'event') await publish(ports, toEvent(image));
    if (image.outbox === 'resume' && !before?.resume) await resume(ports, image);
  };
}

/** An execution that is replaced is stopped first, so that two never work on one case. */
async function start({ workflows, stateMachines }: Ports, { starts }: Image): Promise<void> {
  const stateMachineArn = machineOf(stateMachines, starts?.workflow);
  if (!starts) return;
  if (starts.replaces) {
    const replaced = { executionArn: executionArn(stateMachineArn, starts.replaces), error: 'replaced' };
    await unless('ExecutionDoesNotExist', workflows.send(new StopExecutionCommand(replaced)));
  }
  const input = JSON.stringify(starts.input);
  await unless(
    'ExecutionAlreadyExists',
    workflows.send(new StartExecutionCommand({ stateMachineArn, name: starts.name, input })),
  );
}

async function stop({ workflows, stateMachines }: Ports, { stops }: Image): Promise<void> {
  const arn = machineOf(stateMachines, stops?.workflow);
  if (!stops) return;
  const stopped = { executionArn: executionArn(arn, stops.name), error: 'stopped', cause: stops.cause };
  await unless('ExecutionDoesNotExist', workflows.send(new StopExecutionCommand(stopped)));
}

function machineOf(stateMachines: Ports['stateMachines'], workflow: string | undefined): string {
  const arn = workflow === undefined ? undefined : stateMachines[workflow];
  if (!arn) throw new Error(`No state machine is known for ${workflow}`);
  return arn;
}

/**
 * A token is good for one wait. One that has run out belongs to a wait that is over: what was decided stands in the record,
 * where the workflow's next step finds it, or, where there is none, who looks at the case when it is woken.
 */
async function resume({ workflows }: Ports, { taskToken, resume }: Image): Promise<void> {
  if (!taskToken || !resume) return;
  const command =
    'error' in resume
      ? workflows.send(new SendTaskFailureCommand({ taskToken, error: resume.error, cause: resume.cause }))
      : workflows.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(resume.output) }));
  await unless(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'], command);
}

async function publish({ bus, busName, published }: Ports, event: DomainEvent): Promise<void> {
  const { id, type, caseId, version, at, actor, data } = event;
  const Detail = JSON.stringify({ id, type, caseId, version, at, actor: actor.sub, data });
  const entry = { EventBusName: busName, Source: 'careline', DetailType: type, Time: new Date(at), Detail };
  const { FailedEntryCount, Entries } = await bus.send(new PutEventsCommand({ Entries: [entry] }));
  if (FailedEntryCount) {
    const name = Entries?.[0]?.ErrorCode ?? 'InternalFailure';
    throw Object.assign(new Error(`The bus refused ${id}: ${name}`), { name });
  }
  published?.(type);
}

async function unless(names: string | readonly string[], sent: Promise<unknown>): Promise<void> {
  try {
    await sent;
  } catch (error) {
    if (!(error instanceof Error) || ![names].flat().includes(error.name)) throw error;
    logger.info('The effect had taken place, or its wait is over', { reason: error.name });
  }
}

function imageOf(stored: object | undefined): Image | undefined {
  return stored && image.parse(unmarshall(stored as Record<string, AttributeValue>));
}
