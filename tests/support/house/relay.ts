import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { SFNClient } from '@aws-sdk/client-sfn';
import { AwsError } from '@careline/sandbox/aws-error';
import type { VirtualClock } from '@careline/sandbox/clock';
import type { DynamoDb, StreamRecord } from '@careline/sandbox/dynamodb';
import type { StepFunctions } from '@careline/sandbox/step-functions';
import type { DynamoDBRecord } from 'aws-lambda';
import { effectsOf } from '../../../functions/platform/record/effects.ts';
import type { Troubles } from './troubles.ts';

const MINUTE = 60_000;
/** How old a record may get before Lambda gives it up: infra/constructs/stream-consumer.ts. */
const OLDEST = 6 * 60 * MINUTE;

interface Relaying {
  readonly db: DynamoDb;
  readonly clock: VirtualClock;
  readonly stepFunctions: StepFunctions;
  readonly stateMachines: Readonly<Record<string, string>>;
  readonly troubles: Troubles;
  readonly deliveries: number;
  readonly publish: (type: string, detail: Record<string, unknown>) => Promise<void>;
  readonly published: (type: string) => void;
}

/** What the relay asks of the workflows, and what may go wrong on the way. */
function workflowsOf(stepFunctions: StepFunctions, troubles: Troubles): Pick<SFNClient, 'send'> {
  async function send(command: { readonly constructor: { readonly name: string }; readonly input: object }) {
    const action = command.constructor.name.replace(/Command$/, '');
    const down = troubles.outage.starts && action === 'StartExecution';
    if (down || troubles.happens('effect-fails')) throw new AwsError('ThrottlingException', 'Rate exceeded');
    const answer = await stepFunctions.call(action, { ...command.input });
    if (troubles.happens('effect-answer-lost')) throw new AwsError('InternalServerError', 'The answer was lost');
    return answer;
  }
  // The class's overloads say no more than this does.
  return { send } as unknown as Pick<SFNClient, 'send'>;
}

/**
 * The relay on the table's stream: each record at least once, the records of an item in order, and one that fails again each
 * minute until it is six hours old. Answers what was given up then.
 */
export function relayStream({
  db,
  clock,
  stepFunctions,
  stateMachines,
  troubles,
  deliveries,
  publish,
  published,
}: Relaying) {
  const bus = {
    async send({ input }: { input: { Entries: { DetailType: string; Detail: string }[] } }) {
      for (const { DetailType, Detail } of input.Entries) await publish(DetailType, JSON.parse(Detail));
      return { FailedEntryCount: 0 };
    },
  };
  const apply = effectsOf({
    workflows: workflowsOf(stepFunctions, troubles),
    bus: bus as unknown as EventBridgeClient,
    busName: 'careline',
    stateMachines,
    published,
  });
  const givenUp: StreamRecord[] = [];
  const lanes = new Map<string, Promise<void>>();

  async function relay(record: StreamRecord, since: number): Promise<void> {
    try {
      await clock.track(apply(record as unknown as DynamoDBRecord));
    } catch {
      if (clock.now() - since > OLDEST) {
        givenUp.push(record);
        return;
      }
      await new Promise<void>((resolve) => {
        clock.schedule(clock.now() + MINUTE, () => resolve(relay(record, since)));
      });
    }
  }

  db.onStreamRecord('careline', (record: StreamRecord) => {
    const item = JSON.stringify(record.dynamodb.Keys);
    for (let n = 0; n < deliveries; n += 1) {
      const lane = (lanes.get(item) ?? Promise.resolve()).then(() => relay(record, clock.now()));
      lanes.set(item, lane);
    }
  });
  return givenUp;
}
