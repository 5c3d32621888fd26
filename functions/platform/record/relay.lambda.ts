import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SFNClient } from '@aws-sdk/client-sfn';
import { countedAs } from '../../counted-events.ts';
import { environment } from '../environment.ts';
import { count } from '../metrics.ts';
import { effectsOf } from './effects.ts';
import { failedRecords } from './failed-records.ts';
import { streamHandler } from './stream-records.ts';
import { workflowArns } from './workflow-arns.ts';

/**
 * What follows from the record: the table's stream, at least once and in order for each item. Each effect has an id that
 * derives from the record, so a record that comes twice has its effect once.
 */
const apply = effectsOf({
  workflows: new SFNClient({}),
  bus: new EventBridgeClient({}),
  busName: environment('EVENT_BUS_NAME'),
  stateMachines: workflowArns(),
  published(type) {
    const name = countedAs(type);
    if (name) count(name);
  },
});

export const handler = streamHandler(apply, failedRecords('relay'));
