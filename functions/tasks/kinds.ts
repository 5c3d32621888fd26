import { claimTaskKinds } from '../claims/claim-tasks.ts';
import { DomainError } from '../platform/problems.ts';
import type { TaskKind } from './task.ts';
import { says } from './task-wordings.ts';

/** Every kind of task of the product, from the context whose work it is. */
const kinds: Readonly<Record<string, TaskKind>> = { ...claimTaskKinds };

/** The kind of a stored task. Throws `illegal-state` for one that this version no longer knows. */
export function kindOf(kind: string): TaskKind {
  const found = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (!found) throw new DomainError('illegal-state', says.unknownKind(kind));
  return found;
}
