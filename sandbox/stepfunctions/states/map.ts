import type { Json, MapState } from '../asl.ts';
import { Siblings } from '../siblings.ts';
import type { MapItem, Strand } from '../strand.ts';
import type { Visit } from '../visit.ts';
import { runBranch } from './run.ts';

/** "In this mode, the Map state supports up to 40 concurrent iterations" (developer guide, "Inline mode"). */
const MOST_AT_ONCE = 40;

/** Runs the processor for each item, so many at a time, and returns the outputs in the items' order. The first failure ends all. */
export async function runMap(visit: Visit, state: MapState): Promise<Json[]> {
  const { strand } = visit;
  const items = await readItems(visit, state);
  const most = await readConcurrency(visit, state);
  strand.record('MapStateStarted', { length: items.length });
  const siblings = new Siblings();
  const outputs: Json[] = new Array(items.length);
  const queue = items.entries();
  /** Takes the next item as long as there is one; as many of these run as may run at once. */
  async function work(): Promise<void> {
    for (const [Index, Value] of queue) {
      const item = { Index, Value };
      await strand.fork(siblings.signal, item, async (child) => {
        outputs[Index] = await iterate(visit, state, child, item, siblings);
      });
    }
  }
  const workers = Array.from({ length: Math.min(most, items.length) }, work);
  await strand.resting(siblings.all(workers));
  strand.recordAside('MapStateSucceeded');
  return outputs;
}

async function iterate(visit: Visit, state: MapState, child: Strand, item: MapItem, siblings: Siblings): Promise<Json> {
  const { strand, name } = visit;
  const about = { name, index: item.Index };
  child.record('MapIterationStarted', about);
  try {
    const template = state.ItemSelector;
    const selected = template === undefined ? item.Value : await visit.fill(template, 'ItemSelector', {}, item);
    const output = await runBranch(child, state.ItemProcessor, selected);
    child.recordAside('MapIterationSucceeded', about);
    strand.previous = child.previous;
    return output;
  } catch (error) {
    const first = siblings.fail(error);
    if (first) strand.previous = child.previous;
    if (!strand.execution.closed) child.recordAside(first ? 'MapIterationFailed' : 'MapIterationAborted', about);
    throw error;
  }
}

async function readItems(visit: Visit, state: MapState): Promise<Json[]> {
  const { Items: template } = state;
  const items = template === undefined ? visit.input : await visit.fill(template, 'Items');
  if (Array.isArray(items)) return items;
  if (template !== undefined) throw visit.wrongType(template, 'Items', 'array', items);
  throw visit.evaluationFailure(`Map state input must be an array but was: ${JSON.stringify(items)}`);
}

async function readConcurrency(visit: Visit, state: MapState): Promise<number> {
  const most = await visit.fillCount(state.MaxConcurrency ?? 0, 'MaxConcurrency', 0);
  return most === 0 ? MOST_AT_ONCE : Math.min(most, MOST_AT_ONCE);
}
