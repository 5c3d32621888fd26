import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { environment } from './environment.ts';
import type { MessageQueue } from './queue-messages.ts';

/** The queue that feeds this function, and its failure queue, as the environment names them. */
export function messageQueue(client = new SQSClient({})): MessageQueue {
  const queueUrl = environment('QUEUE_URL');
  const failureQueueUrl = environment('FAILURE_QUEUE_URL');
  return {
    async hide({ receiptHandle: ReceiptHandle }, VisibilityTimeout) {
      await client.send(new ChangeMessageVisibilityCommand({ QueueUrl: queueUrl, ReceiptHandle, VisibilityTimeout }));
    },
    async putAside({ body: MessageBody }) {
      await client.send(new SendMessageCommand({ QueueUrl: failureQueueUrl, MessageBody }));
    },
  };
}
