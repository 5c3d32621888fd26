import { statusOf } from '../../executions/execution.ts';
import type { Wake } from '../../wakes.ts';
import type { Chain } from '../chain/chain.ts';
import type { Health } from './mending.ts';

/** Looks at a case of a chain that has not moved on in its time, and at the execution that works on it. */
export function watchCase(chain: Chain): Wake {
  return ({ table, executions }, caseId, now) => {
    const describe = async (name: string): Promise<Health> => {
      const description = await executions.describe(chain.workflow, name);
      return description ? { status: statusOf(description.status), error: description.error } : { status: 'MISSING' };
    };
    return chain.watch(table, caseId, describe, now);
  };
}
