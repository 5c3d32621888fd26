import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { EventBridgeEvent } from 'aws-lambda';
import { logger } from '../platform/observability.ts';
import type { Table } from '../platform/record/table.ts';
import { readFeedback } from './feedback-event.ts';
import type { Message } from './message.ts';
import { changeMessage, getByProviderId } from './message-store.ts';
import { settled } from './transitions.ts';

/**
 * The Lambda handler of SES's events about messages (EventBridge delivers them at least once, in any order): settles what
 * became of each, also of one whose sender never learned that it was sent.
 */
export function messageSettler(deps: { table: Table; clock: () => Date }) {
  return middy<EventBridgeEvent<string, unknown>, void>()
    .use(injectLambdaContext(logger))
    .handler(async ({ id, detail }) => {
      const feedback = readFeedback(detail);
      if (!feedback) return;
      const { evidence } = feedback;
      const messageId =
        feedback.messageId ?? (await getByProviderId(deps.table, evidence.providerMessageId))?.messageId;
      const settle = (message: Message) => settled(message, evidence);
      const message = messageId && (await changeMessage(deps.table, messageId, settle, deps.clock()));
      // Not ours: another system may send by the same configuration set.
      if (!message) logger.warn('Feedback on an unknown message', { eventId: id, evidence: evidence.kind });
    });
}
