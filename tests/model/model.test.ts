import { writeFileSync } from 'node:fs';
import { afterAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { claimType } from '../../functions/claims/claim-type.ts';
import { sequences } from './commands.ts';
import { houseDriver } from './house-driver.ts';
import { faults, stories, Tally, turns } from './tally.ts';
import { World } from './world.ts';

const RUNS = Number(process.env.MODEL_RUNS ?? 40);
const COMMANDS = 40;
/** The same sequences in every run of the check, and few that meet all that is asked for below; `npm run model` draws new ones each time. */
const SEED = process.env.MODEL_SEED === undefined ? 102 : Number(process.env.MODEL_SEED);

const tally = new Tally();

test(
  `${RUNS} sequences of ${COMMANDS} things that happen: no claim ever stands still`,
  async () => {
    const property = fc.asyncProperty(fc.nat(), sequences(COMMANDS), async (seed, commands) => {
      const driver = await houseDriver(seed);
      try {
        await new World(driver, tally).run(commands);
      } finally {
        driver.stop();
      }
    });
    const { MODEL_PATH: path, MODEL_SHRINK } = process.env;
    const replay = path === undefined ? {} : { path };
    await fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: MODEL_SHRINK === undefined, ...replay });
  },
  24 * 3_600_000,
);

test.each(legalTransitions())('the sequences have met the transition %s', (transition) => {
  expect(tally.of(`transition: ${transition}`)).toBeGreaterThan(0);
});

test.each(faults)('the sequences have met the fault: %s', (fault) => {
  expect(tally.of(`fault: ${fault}`) + tally.of(`mishap: ${fault}`)).toBeGreaterThan(0);
});

test.each(stories)('the sequences have met a claim that was %s', (story) => {
  expect(tally.of(`story: ${story}`)).toBeGreaterThan(0);
});

test.each(turns)('in the sequences %s', (turn) => {
  expect(tally.of(`turn: ${turn}`)).toBeGreaterThan(0);
});

/** All that a claim's type allows, but for one that nobody can make: registration and triage are one transaction. */
function legalTransitions(): string[] {
  const all = Object.entries(claimType.transitions).flatMap(([from, next]) => next.map((to) => `${from} → ${to}`));
  return all.filter((transition) => transition !== 'REGISTERED → WITHDRAWN');
}

/** `npm run model` adds up what its runs have met. */
afterAll(() => {
  if (process.env.MODEL_TALLY) writeFileSync(process.env.MODEL_TALLY, JSON.stringify(tally));
});
