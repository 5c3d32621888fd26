import { deps } from './deps.ts';
import { receiptTaker } from './receipts.ts';

export const handler = receiptTaker(deps);
