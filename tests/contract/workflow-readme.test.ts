import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';

interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly Choices?: readonly { readonly Next: string }[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
  readonly TimeoutSeconds?: number | string;
}

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const { States } = JSON.parse(read('workflows/claim-lifecycle.asl.json')) as { States: Record<string, State> };
const states = Object.entries(States);
const page = read('workflows/README.md');
const drawn = diagramOf(page);

describe('the diagrams of workflows/README.md', () => {
  test('show every state, and nothing else', () => {
    expect([...drawn.states].sort()).toEqual(Object.keys(States).sort());
  });

  test('draw every edge but those that lead away from everywhere, and no other', () => {
    expect(drawn.edges.map(named).sort()).toEqual(states.flatMap(([name, state]) => ownEdges(name, state)).sort());
  });

  test('label an edge with the error that is caught, unless it is named after where it leads', () => {
    for (const [name, state] of states) {
      for (const { error, target } of ownCatches(name, state).filter((caught) => caught.error !== caught.target)) {
        const labels = drawn.edges.filter(({ from, to }) => from === name && to === target).map(({ label }) => label);
        expect({ name, labels }).toEqual({ name, labels: expect.arrayContaining([error]) });
      }
    }
  });
});

describe.each(states)('the row of %s', (name, state) => {
  const [, , , waits = '', catches = ''] = rowsOf(page, 'The states').get(name) ?? [];

  test('is there', () => {
    expect(rowsOf(page, 'The states').has(name)).toBe(true);
  });

  test('waits as long as the definition and the promise pack say', () => {
    expect(waits).toBe(waitOf(state));
  });

  test('names each error that it catches by itself, and where that leads', () => {
    const told = [...catches.matchAll(/`([\w.-]+)` → `(\w+)`/g)].map(([, error, target]) => ({ error, target }));
    expect(new Set(told)).toEqual(new Set(ownCatches(name, state)));
  });

  test('of a task shares the ways out that the page calls common', () => {
    const shared = (state.Catch ?? []).flatMap(({ ErrorEquals, Next }) =>
      ErrorEquals.map((error) => `${error} ${Next}`),
    );
    const task = state.Type === 'Task';
    for (const way of [
      'claim-withdrawn EndWithdrawn',
      'execution-superseded EndSuperseded',
      'case-moved RegisterClaim',
    ]) {
      expect(shared.includes(way)).toBe(task);
    }
    expect(shared.includes('States.ALL HandOver')).toBe(task && name !== 'HandOver');
  });
});

test.each([...rowsOf(page, 'What it costs').values()].filter(([path]) => path?.includes('`')))(
  'the path can be gone: %s',
  (path = '', count = '') => {
    const steps = [...path.matchAll(/`(\w+)`/g)].map(([, step]) => String(step));
    expect(Number(count)).toBe(steps.length);
    const hops = steps.slice(1).map((to, index) => named({ from: String(steps[index]), to }));
    expect(states.flatMap(([name, state]) => edgesOf(name, state))).toEqual(expect.arrayContaining(hops));
  },
);

test('the picture in README.md shows states and edges that the workflow has', () => {
  const picture = diagramOf(read('README.md'));
  expect(picture.edges.length).toBeGreaterThan(0);
  expect(Object.keys(States)).toEqual(expect.arrayContaining([...picture.states]));
  expect(states.flatMap(([name, state]) => edgesOf(name, state))).toEqual(
    expect.arrayContaining(picture.edges.map(named)),
  );
});

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly label?: string | undefined;
}

const named = ({ from, to }: Edge) => `${from} → ${to}`;

/** The states and edges of a page's mermaid diagrams. A node in `([…])` stands for the world around the workflow. */
function diagramOf(markdown: string): { states: ReadonlySet<string>; edges: readonly Edge[] } {
  const lines = [...markdown.matchAll(/```mermaid\n([\s\S]*?)```/g)].flatMap(([, block]) => String(block).split('\n'));
  const around = new Set(lines.flatMap((line) => [...line.matchAll(/(\w+)\(\[/g)].map(([, name]) => String(name))));
  const edges = lines.flatMap(edgesOfLine);
  const nodes = edges.flatMap(({ from, to }) => [from, to]).filter((name) => !around.has(name));
  return { states: new Set(nodes), edges: edges.filter(({ from, to }) => !around.has(from) && !around.has(to)) };
}

/** `A -->|label| B & C`, `A -- label --> B --> C`, dotted or not. */
function edgesOfLine(line: string): Edge[] {
  const arrow = /\s+(?:--\s(?<before>.+?)\s-->|-\.->|-->)(?:\|(?<within>[^|]*)\|)?\s+/g;
  const labels = [...line.matchAll(arrow)].map(({ groups }) => groups?.before ?? groups?.within);
  const groups = line
    .split(new RegExp(arrow.source.replaceAll(/\?<\w+>/g, '?:')))
    .map((group) => group.split(' & ').map((node) => /\w+/.exec(node)?.[0] ?? ''));
  return labels.flatMap((label, place) =>
    (groups[place] ?? []).flatMap((from) => (groups[place + 1] ?? []).map((to) => ({ from, to, label }))),
  );
}

function edgesOf(name: string, { Next, Default, Choices = [], Catch = [] }: State): string[] {
  const targets = [Next, Default, ...Choices.map((rule) => rule.Next), ...Catch.map((catcher) => catcher.Next)];
  return targets.filter((to) => to !== undefined).map((to) => named({ from: name, to }));
}

function ownEdges(name: string, state: State): string[] {
  const own = { ...state, Catch: state.Catch?.filter((catcher) => !isCommon(name, catcher.ErrorEquals)) ?? [] };
  return edgesOf(name, own);
}

function ownCatches(name: string, { Catch = [] }: State) {
  const own = Catch.filter(({ ErrorEquals }) => !isCommon(name, ErrorEquals));
  return own.flatMap(({ ErrorEquals, Next: target }) => ErrorEquals.map((error) => ({ error, target })));
}

function isCommon(name: string, errors: readonly string[]): boolean {
  const always = ['claim-withdrawn', 'execution-superseded', 'case-moved'];
  return errors.some((error) => always.includes(error)) || (errors.includes('States.ALL') && name !== 'HandOver');
}

/** A wait in hours, its time being what is left of it or else a whole one; any other step in seconds. */
function waitOf({ TimeoutSeconds }: State): string {
  if (TimeoutSeconds === undefined) return '';
  const seconds = Number(/(\d+)(?: %\})?$/.exec(String(TimeoutSeconds))?.[1]);
  return seconds > 60 ? `${seconds / 3600} h` : `${seconds} s`;
}

/** The cells of a section's table rows, by what stands in the first one. */
function rowsOf(markdown: string, heading: string): ReadonlyMap<string, readonly string[]> {
  const section = markdown.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  const rows = [...section.matchAll(/^\| (.*) \|$/gm)].map(([, row]) => String(row).split(/ ?\| ?/));
  return new Map(rows.map((cells) => [String(cells[0]).replaceAll('`', heading === 'The states' ? '' : '`'), cells]));
}
