import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import * as z from 'zod';
import { logger } from '../platform/observability.ts';
import { decideAndCommit } from '../platform/record/commit.ts';
import { deps } from './deps.ts';
import { parseObjectKey } from './evidence/document.ts';
import { receiveDocument } from './evidence/receipt.ts';

/** EventBridge's `Object Created` of S3, as far as it is used. The key is not URL-encoded there. */
const objectCreated = z.object({
  detail: z.object({ object: z.object({ key: z.string(), size: z.number() }) }),
});

/** Records evidence that has arrived in the bucket; the last of what was asked for lets the claim go on. */
export const handler = middy<unknown, void>()
  .use(injectLambdaContext(logger))
  .handler(async (event) => {
    const { key, size } = objectCreated.parse(event).detail.object;
    const named = parseObjectKey(key);
    if (!named) {
      logger.warn('An object that is no evidence of a claim', { key });
      return;
    }
    await decideAndCommit(deps.table, () => receiveDocument(deps.table, named, size, deps.clock()));
  });
