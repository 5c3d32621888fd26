import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { conformance } from '../oracle/conformance.ts';
import { type Run, startRun } from '../oracle/endpoint.ts';
import { ownEndpoint } from '../oracle/own-endpoint.ts';

// The cases that `npm run test:oracle` runs at other endpoints, at the sandbox's own.

let cleanup: AsyncDisposableStack;
let run: Run;

beforeAll(async () => {
  cleanup = new AsyncDisposableStack();
  run = cleanup.use(await startRun(cleanup.use(await ownEndpoint())));
});
afterAll(() => cleanup.disposeAsync());

for (const service of ['dynamodb', 'states'] as const)
  describe(`at the sandbox's ${service}`, () => {
    const cases = conformance.filter((each) => each.service === service);
    test.each(cases.map((each) => [each.name, each] as const))('%s', async (_, { observe, expected }) => {
      expect(await observe(run)).toEqual(expected);
    });
  });
