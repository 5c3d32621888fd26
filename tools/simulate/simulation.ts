import { house } from '../../tests/support/house/house.ts';
import { Agenda } from './agenda.ts';
import { type Movement, playBank } from './bank.ts';
import { planReport, playClaimants } from './claimants.ts';
import { playDesk } from './desk.ts';
import { populate } from './portfolio.ts';
import { playPost } from './post.ts';
import { Records, type Stored } from './records.ts';
import { chancesOf, type Scene } from './scene.ts';

const DAY = 86_400_000;
/** Monday, 09:00 in China; the promises are in force since the day before. */
const START = '2026-11-02T01:00:00Z';
/** For so many weeks losses are reported, and for so many in all the house works on them. */
const [REPORTED_FOR, WORKED_FOR] = [4, 12];

/** What a simulation has come to: all that is stored, and what the bank says that it has moved. */
export interface Played {
  readonly records: Stored;
  readonly bank: readonly Movement[];
  readonly from: string;
  readonly to: string;
}

/** Plays so many claims, from the report to the end or to that of the twelve weeks. The same seed gives the same. */
export async function simulate({ claims, seed }: { claims: number; seed: number }): Promise<Played> {
  const inside = await house({ seed, start: START });
  const { clock } = inside;
  const records = new Records(inside.db);
  const chanceOf = chancesOf(seed);
  const scene: Scene = { house: inside, records, agenda: new Agenda(clock), chanceOf, now: () => clock.now() };
  const bank = playBank(scene);
  playPost(scene);
  playDesk(scene);
  playClaimants(scene);
  await planReports(scene, claims);
  const from = clock.now();
  const until = from + WORKED_FOR * 7 * DAY;
  await scene.agenda.run(until);
  clock.stop();
  return { records, bank, from: new Date(from).toISOString(), to: new Date(until).toISOString() };
}

/** Losses come at any hour, somewhat fewer than there are policies to report them on. */
async function planReports(scene: Scene, claims: number): Promise<void> {
  const chance = scene.chanceOf('reports');
  const insured = await populate(scene.house.table, Math.ceil(claims * 1.2), chance, scene.now());
  for (let number = 0; number < claims; number += 1) {
    const policy = insured[chance.whole(0, insured.length)];
    const at = scene.now() + chance.whole(1, REPORTED_FOR * 7 * DAY);
    if (policy) planReport(scene, policy, at, scene.chanceOf(`claim ${number}`));
  }
}
