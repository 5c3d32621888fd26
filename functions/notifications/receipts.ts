import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { EventBridgeEvent } from 'aws-lambda';
import { logger } from '../platform/observability.ts';
import type { Table } from '../platform/record/table.ts';
import { readFeedback } from './feedback-event.ts';
import type { Message } from './message.ts';
import { changeMessage, getByProviderId } from './message-store.ts';
import { received } from './transitions.ts';

/**
 * The Lambda handler of SES's events about messages (EventBridge delivers them at least once, in any order): records what
 * became of each, also of one whose sender never learned that it was sent.
 */
export function receiptTaker(deps: { table: Table; clock: () => Date }) {
  return middy<EventBridgeEvent<string, unknown>, void>()
    .use(injectLambdaContext(logger))
    .handler(async ({ id, detail }) => {
      const feedback = readFeedback(detail);
      if (!feedback) return;
      const { receipt } = feedback;
      const messageId = feedback.messageId ?? (await getByProviderId(deps.table, receipt.providerMessageId))?.messageId;
      const take = (message: Message) => received(message, receipt);
      const message = messageId && (await changeMessage(deps.table, messageId, take, deps.clock()));
      // Not ours: another system may send by the same configuration set.
      if (!message) logger.warn('Feedback on an unknown message', { eventId: id, receipt: receipt.kind });
    });
}
