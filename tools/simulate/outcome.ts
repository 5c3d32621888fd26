import { type Count, countsOf } from './counts.ts';
import { type Rate, ratesOf, rungsOf } from './deadline-rates.ts';
import { contradictionsIn, type Flow, flowsOf } from './money-flow.ts';
import { type Paths, pathsOf } from './paths.ts';
import type { Played } from './simulation.ts';

/** What a simulation has come to; nothing in it is the machine's. */
export interface Outcome {
  readonly claims: number;
  readonly seed: number;
  readonly from: string;
  readonly to: string;
  readonly paths: Paths;
  readonly deadlines: readonly Rate[];
  /** Rungs that deadlines have climbed to, and how many letters told of them. */
  readonly rungs: readonly Count[];
  readonly digests: number;
  readonly money: readonly Flow[];
  /** What does not add up, in words. */
  readonly contradictions: readonly string[];
  /** By template and channel. */
  readonly messages: readonly Count[];
}

export function outcomeOf({ claims, seed }: Pick<Outcome, 'claims' | 'seed'>, played: Played): Outcome {
  const { records, from, to } = played;
  const messages = [...records.messages.values()];
  return {
    ...{ claims, seed, from, to },
    paths: pathsOf(records),
    deadlines: ratesOf(records.deadlines.values()),
    rungs: rungsOf(records.deadlines.values()),
    digests: messages.filter(({ template }) => template === 'deadline-digest').length,
    money: flowsOf(played),
    contradictions: contradictionsIn(played),
    messages: countsOf(messages.map(({ template, channel }) => `${template}, ${channel}`)),
  };
}
