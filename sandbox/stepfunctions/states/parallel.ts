import type { Json, ParallelState } from '../asl.ts';
import { Siblings } from '../siblings.ts';
import type { Visit } from '../visit.ts';
import { runBranch } from './run.ts';

/** Runs all branches at once and returns their outputs in the branches' order. The first to fail ends the others. */
export async function runParallel(visit: Visit, state: ParallelState): Promise<Json[]> {
  const { strand, input } = visit;
  const data = state.Arguments === undefined ? input : await visit.fill(state.Arguments, 'Arguments');
  strand.record('ParallelStateStarted');
  const siblings = new Siblings();
  const branches = state.Branches.map((branch) =>
    strand.fork(siblings.signal, undefined, async (child) => {
      try {
        const output = await runBranch(child, branch, data);
        strand.previous = child.previous;
        return output;
      } catch (error) {
        if (siblings.fail(error)) strand.previous = child.previous;
        throw error;
      }
    }),
  );
  const outputs = await strand.resting(siblings.all(branches));
  strand.recordAside('ParallelStateSucceeded');
  return outputs;
}
