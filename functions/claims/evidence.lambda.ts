import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import * as z from 'zod';
import { logger } from '../platform/observability.ts';
import { evidenceDeps } from './deps.ts';
import { takeArrival } from './evidence/arrival.ts';
import { parseObjectKey } from './evidence/document.ts';

const deps = evidenceDeps();

/** EventBridge's `Object Created` of S3, as far as it is used. The key is not URL-encoded there. */
const objectCreated = z.object({
  detail: z.object({
    object: z.object({ key: z.string(), 'version-id': z.string(), sequencer: z.string().optional() }),
  }),
});

/** Examines and records evidence that has arrived in the bucket; the last of what was asked for lets the claim go on. */
export const handler = middy<unknown, void>()
  .use(injectLambdaContext(logger))
  .handler(async (event) => {
    const { key, 'version-id': versionId, sequencer } = objectCreated.parse(event).detail.object;
    const named = parseObjectKey(key);
    if (!named) {
      logger.warn('An object that is no evidence of a claim', { key });
      return;
    }
    await takeArrival(deps, named, { key, versionId, sequencer });
  });
