import { kindsOf } from '../tasks/task-kind.ts';
import { claimType } from './claim-type.ts';

/** Types a kind of task on claims by its schemas. */
export const claimKind = kindsOf(claimType);
