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
import { logger } from '../observability.ts';
import type { DomainEvent } from './events.ts';
import type { Resume } from './resume.ts';
import { executionArn } from './workflow-arns.ts';

interface Ports {
  readonly workflows: Pick<SFNClient, 'send'>;
  readonly bus: EventBridgeClient;
  readonly busName: string;
  /** Workflow name to state machine ARN. */
  readonly stateMachines: Readonly<Record<string, string>>;
}

interface Image {
  readonly entity?: string;
  readonly outbox?: string;
  readonly starts?: {
    readonly workflow: string;
    readonly name: string;
    readonly input: unknown;
    readonly replaces?: string;
  };
  readonly stops?: { readonly workflow: string; readonly name: string; readonly cause: string };
  readonly taskToken?: string;
  readonly resume?: Resume;
}

/** What one stream record leads to. A record that leads to nothing is passed over; a failure is thrown, to be tried again. */
export function effectsOf(ports: Ports): (record: DynamoDBRecord) => Promise<void> {
  return async ({ eventName, dynamodb }) => {
    const image = imageOf(dynamodb?.NewImage);
    const before = imageOf(dynamodb?.OldImage);
    if (!image) return;
    if (image.outbox === 'start' && before?.starts?.name !== image.starts?.name) await start(ports, image);
    if (image.outbox === 'stop' && before?.stops?.name !== image.stops?.name) await stop(ports, image);
    if (eventName === 'INSERT' && image.entity === 'event')
      await publish(ports, image as unknown as DomainEvent & { id: string });
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
 * where the workflow's next step finds it, and the finder where there is none.
 */
async function resume({ workflows }: Ports, { taskToken, resume }: Image): Promise<void> {
  if (!taskToken || !resume) return;
  const command =
    'error' in resume
      ? workflows.send(new SendTaskFailureCommand({ taskToken, error: resume.error, cause: resume.cause }))
      : workflows.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(resume.output) }));
  await unless(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'], command);
}

async function publish({ bus, busName }: Ports, event: DomainEvent & { id: string }): Promise<void> {
  const { id, type, caseId, version, at, actor, data } = event;
  const Detail = JSON.stringify({ id, type, caseId, version, at, actor: actor.sub, data });
  const entry = { EventBusName: busName, Source: 'careline', DetailType: type, Time: new Date(at), Detail };
  const { FailedEntryCount, Entries } = await bus.send(new PutEventsCommand({ Entries: [entry] }));
  if (FailedEntryCount) {
    const name = Entries?.[0]?.ErrorCode ?? 'InternalFailure';
    throw Object.assign(new Error(`The bus refused ${id}: ${name}`), { name });
  }
}

async function unless(names: string | readonly string[], sent: Promise<unknown>): Promise<void> {
  try {
    await sent;
  } catch (error) {
    if (!(error instanceof Error) || ![names].flat().includes(error.name)) throw error;
    logger.info('The effect had taken place, or its wait is over', { reason: error.name });
  }
}

function imageOf(image: object | undefined): Image | undefined {
  return image && (unmarshall(image as Record<string, AttributeValue>) as Image);
}
