import '../../tests/support/quiet.ts';
import { ArgumentFailure, argumentsOf, usage } from './arguments.ts';
import { seedProcess } from './chance.ts';
import { outcomeOf } from './outcome.ts';
import { reportOf } from './report.ts';
import { simulate } from './simulation.ts';

// `npm run simulate -- --claims 1000 --seed 1`: the house in one process, and people who act by a seeded chance.

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  try {
    const given = argumentsOf(args);
    if (given === 'help') {
      console.log(usage);
      return 0;
    }
    return await play(given);
  } catch (error) {
    if (!(error instanceof ArgumentFailure)) throw error;
    console.error(`${error.message}\n\n${usage}`);
    return 2;
  }
}

async function play(given: { claims: number; seed: number; json: boolean }): Promise<number> {
  seedProcess(given.seed);
  const outcome = outcomeOf(given, await simulate(given));
  console.log(given.json ? JSON.stringify(outcome, undefined, 2) : reportOf(outcome));
  const { user, system } = process.cpuUsage();
  console.error(`${((user + system) / 1e6 / given.claims).toFixed(3)} s of processor time a claim`);
  return outcome.contradictions.length === 0 ? 0 : 1;
}
