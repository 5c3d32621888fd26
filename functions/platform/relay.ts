import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SFNClient } from '@aws-sdk/client-sfn';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { effectsOf } from './effects.ts';
import { environment } from './environment.ts';
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
});

const processor = new BatchProcessor(EventType.DynamoDBStreams);

export const handler = (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
  processPartialResponse(event, apply, processor);
