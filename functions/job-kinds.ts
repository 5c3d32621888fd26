import { replayKind } from './deadlines/replays/replay-kind.ts';
import type { JobKind } from './jobs/job-kind.ts';

/** Every sort of job, by the name that its records keep. A test may add its own. */
export const jobKinds: Record<string, JobKind> = { replay: replayKind };

/** Throws for a kind that there is not. */
export function kindOfJob(name: string): JobKind {
  const found = Object.hasOwn(jobKinds, name) ? jobKinds[name] : undefined;
  if (!found) throw new Error(`There are no jobs of the kind ${name}`);
  return found;
}
