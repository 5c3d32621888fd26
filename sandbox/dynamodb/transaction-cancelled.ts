import { AwsError } from '../aws/aws-error.ts';
import type { Item } from './attribute-values.ts';

export interface CancellationReason {
  Code: 'None' | 'ConditionalCheckFailed' | 'ValidationError';
  Message?: string;
  Item?: Item;
}

/** Why an action keeps its transaction from happening; rethrows what fails the request as a whole. */
export function reasonFor(error: unknown, oldItem: Item | undefined): CancellationReason {
  if (!(error instanceof AwsError)) throw error;
  if (error.code === 'ConditionalCheckFailedException') {
    return { Code: 'ConditionalCheckFailed', Message: error.message, ...(oldItem && { Item: oldItem }) };
  }
  if (error.code === 'ValidationException') return { Code: 'ValidationError', Message: error.message };
  throw error;
}

/** Throws TransactionCanceledException, unless no action has a reason; they are listed in the order of the actions. */
export function cancelFor(reasons: readonly CancellationReason[]): void {
  if (reasons.every(({ Code }) => Code === 'None')) return;
  const codes = reasons.map(({ Code }) => Code).join(', ');
  throw new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    400,
    { CancellationReasons: reasons },
  );
}
