import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { TRUSTED } from '../../functions/cases/finding/mending.ts';
import { chains } from '../../functions/chains.ts';
import { definitionOf } from '../../workflows/asl.ts';
import { workflows } from '../../workflows/workflows.ts';

const readAsl = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../workflows/${name}.asl.json`, import.meta.url), 'utf8'));

describe.each(Object.entries(workflows))('%s', (name, workflow) => {
  test('is deployed as its table says: npm run workflows writes it anew', () => {
    expect(readAsl(name)).toEqual(definitionOf(workflow));
  });

  test('is the workflow of one chain, whose every step it calls from one state', () => {
    const [chain, ...others] = chains.filter((one) => one.workflow === name);
    expect(others).toEqual([]);
    const definition: { States: Record<string, { Arguments?: { Payload: { step: string } } }> } = readAsl(name);
    const called = Object.values(definition.States).flatMap((state) => state.Arguments?.Payload.step ?? []);
    expect(called.sort()).toEqual(Object.keys(chain?.steps ?? {}).sort());
  });

  test('leads from each state to states that are there', () => {
    const names = Object.keys(readAsl(name).States);
    for (const { next, on = {} } of Object.values(workflow.states)) {
      expect(names).toEqual(expect.arrayContaining([...(next ? [next] : []), ...Object.values(on)]));
    }
  });

  test('gives up handing over before the waker gives up waiting for it, whatever the jitter draws', () => {
    const { HandOver } = readAsl(name).States as { HandOver: { Retry: Retrier[] } };
    expect(Math.max(...HandOver.Retry.map((retrier) => longest(retrier)))).toBeLessThan(TRUSTED / 1000);
  });
});

interface Retrier {
  MaxAttempts: number;
  IntervalSeconds?: number;
  BackoffRate?: number;
  MaxDelaySeconds?: number;
}

/** The seconds of a retrier's attempts and of the pauses between them, when each is as long as it may be: a step has a minute. */
function longest({ MaxAttempts, IntervalSeconds = 0, BackoffRate = 1, MaxDelaySeconds = 0 }: Retrier): number {
  const pauses = Array.from({ length: MaxAttempts }, (_, made) =>
    Math.min(IntervalSeconds * BackoffRate ** made, MaxDelaySeconds),
  );
  return pauses.reduce((sum, pause) => sum + pause, (MaxAttempts + 1) * 60);
}
