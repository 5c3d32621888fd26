import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { EventBridgeEvent } from 'aws-lambda';
import { logger } from '../platform/observability.ts';
import type { Table } from '../platform/record/table.ts';
import { bury } from './dead-address.ts';
import { readFeedback } from './feedback-event.ts';
import type { Message } from './message.ts';
import { changeMessage, messageIdOf } from './message-store.ts';
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
      const { table, clock } = deps;
      const { receipt } = feedback;
      const now = clock();
      // By our own tag, or by the id that the provider knows it by.
      const messageId = feedback.messageId ?? (await messageIdOf(table, receipt.providerMessageId));
      const take = (message: Message) => received(message, receipt);
      const dead = ({ to }: Message) => (receipt.kind === 'bounced-permanent' ? [bury(to, now)] : []);
      const message = messageId && (await changeMessage(table, messageId, take, now, dead));
      // Not ours: another system may send by the same configuration set.
      if (!message) logger.warn('Feedback on an unknown message', { eventId: id, receipt: receipt.kind });
    });
}
