import { deps } from './deps.ts';
import { messageSettler } from './settlement.ts';

export const handler = messageSettler(deps);
