import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
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
});
