import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { bucketOf } from './failed-record-store.ts';
import type { Failure, Place } from './failure.ts';
import { placesOf } from './failure-queues.ts';
import { stageClients } from './stage-clients.ts';

// `npm run redrive`: shows what lies in the failure queues and among the failed records of the sandbox, and what would become of it;
// `-- --yes` tries it again. `-- --stage prod --profile ops` for a stage on AWS, `-- --only relay` for one consumer's.

const { values } = parseArgs({
  options: {
    stage: { type: 'string', default: 'sandbox' },
    profile: { type: 'string' },
    only: { type: 'string' },
    yes: { type: 'boolean', default: false },
  },
});

try {
  const stage = stageClients(values);
  const places = await placesOf(stage, await bucketOf(stage));
  const isWanted = ({ to }: Failure) => values.only === undefined || to === stage.named(values.only);
  const all = places.flatMap(({ failures }) => failures);
  try {
    for (const place of places) show({ ...place, failures: place.failures.filter(isWanted) });
    await drain(all.filter(isWanted));
  } finally {
    // Whatever was not done must be seen by the next who looks, and by the alarm.
    await Promise.allSettled(all.map((failure) => failure.leave()));
  }
} catch (error) {
  const reason = error instanceof Error ? error.message || error.name : String(error);
  console.error(`The failures of stage ${values.stage} could not be read: ${reason}`);
  if (values.stage === 'sandbox') console.error('Is the sandbox running? npm start');
  process.exitCode = 1;
}

function show({ name, failures }: Place): void {
  const [oldest] = failures;
  console.log(oldest ? `${name}: ${failures.length}, the oldest since ${oldest.since}` : `${name}: empty`);
  for (const { about, since, to } of failures) console.log(`  ${since} ${about} -> ${to}`);
}

async function drain(failures: readonly Failure[]): Promise<void> {
  if (failures.length === 0) return console.log('Nothing to do.');
  if (!values.yes && !(await agreed(failures.length))) {
    return console.log(`Nothing was done. With --yes, ${failures.length} would be tried again, and removed once done.`);
  }
  let failed = 0;
  for (const failure of failures) failed += await outcomeOf(failure);
  console.log(`${failures.length - failed} done, ${failed} failed again and stay.`);
  if (failed > 0) process.exitCode = 1;
}

/** How many failed again: one by one, so that the records of an item keep their order. */
async function outcomeOf(failure: Failure): Promise<0 | 1> {
  try {
    await failure.again();
    console.log(`done: ${failure.about}`);
    return 0;
  } catch (error) {
    console.log(`failed again: ${failure.about}: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}

/** Asks a person, where there is one. */
async function agreed(count: number): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const asked = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await asked.question(`Try ${count} again? [y/N] `);
  asked.close();
  return /^y(es)?$/i.test(answer.trim());
}
