import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, test } from '@jest/globals';
import fc from 'fast-check';
import { sequences } from './commands.ts';
import { sandboxDrivers } from './sandbox-driver.ts';
import { Tally } from './tally.ts';
import { World } from './world.ts';

const RUNS = Number(process.env.MODEL_RUNS ?? 1);
const COMMANDS = 40;
/** One that meets much in two days of the clock: each minute that goes by is a run of the waker. */
const SEED = Number(process.env.MODEL_SEED ?? 12);

const tally = new Tally();
let drivers: Awaited<ReturnType<typeof sandboxDrivers>>;
beforeAll(async () => {
  drivers = await sandboxDrivers();
}, 60_000);
afterAll(() => drivers?.stop());

/** Too few to meet everything: that is asserted of the product in one process. */
test(
  `${COMMANDS} things that happen to the deployed product, ${RUNS} times over: no claim ever stands still`,
  async () => {
    const property = fc.asyncProperty(sequences(COMMANDS), async (commands) => {
      await new World(await drivers.begin(), tally).run(commands);
    });
    const { MODEL_PATH: path, MODEL_SHRINK } = process.env;
    const replay = path === undefined ? {} : { path };
    await fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: MODEL_SHRINK === undefined, ...replay });
  },
  24 * 3_600_000,
);

/** `npm run model` adds up what its runs have met. */
afterAll(() => {
  if (process.env.MODEL_TALLY) writeFileSync(process.env.MODEL_TALLY, JSON.stringify(tally));
});
