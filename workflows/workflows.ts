import type { Workflow } from './asl.ts';
import { claimLifecycle } from './claim-lifecycle.ts';

/** Every workflow of the product, by the name of its files here. */
export const workflows: Readonly<Record<string, Workflow>> = { 'claim-lifecycle': claimLifecycle };
