import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { DomainEvent } from './events.ts';
import { logger } from './observability.ts';
import type { Resume } from './resume.ts';

interface Ports {
  readonly workflows: SFNClient;
  readonly bus: EventBridgeClient;
  readonly busName: string;
  /** Workflow name to state machine ARN. */
  readonly stateMachines: Readonly<Record<string, string>>;
}

interface Image {
  readonly entity?: string;
  readonly outbox?: string;
  readonly starts?: { readonly workflow: string; readonly name: string; readonly input: unknown };
  readonly taskToken?: string;
  readonly resume?: Resume;
}

/** What one stream record leads to. A record that leads to nothing is passed over; a failure is thrown, to be tried again. */
export function effectsOf(ports: Ports): (record: DynamoDBRecord) => Promise<void> {
  return async ({ eventName, dynamodb }) => {
    const image = imageOf(dynamodb?.NewImage);
    const before = imageOf(dynamodb?.OldImage);
    if (!image) return;
    if (eventName === 'INSERT' && image.outbox === 'start') await start(ports, image);
    if (eventName === 'INSERT' && image.entity === 'event')
      await publish(ports, image as unknown as DomainEvent & { id: string });
    if (image.outbox === 'resume' && (!before?.resume || before.taskToken !== image.taskToken))
      await resume(ports, image);
  };
}

async function start({ workflows, stateMachines }: Ports, { starts }: Image): Promise<void> {
  const stateMachineArn = starts && stateMachines[starts.workflow];
  if (!starts || !stateMachineArn) throw new Error(`No state machine is known for ${starts?.workflow}`);
  const input = JSON.stringify(starts.input);
  await unless(
    'ExecutionAlreadyExists',
    workflows.send(new StartExecutionCommand({ stateMachineArn, name: starts.name, input })),
  );
}

/**
 * A token is good for one wait. One that has run out belongs to a wait that is over; the next wait takes the record over and
 * comes back here with its own token, so nothing is lost.
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
  if (FailedEntryCount) throw new Error(`The bus refused ${id}: ${Entries?.[0]?.ErrorCode}`);
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
