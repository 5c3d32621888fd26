import type { Validation } from 'dynalite/validations/index.js';
import { AwsError } from '../aws/aws-error.ts';
import { limits } from '../limits/limits.ts';
import { inputRules, type Json, runNow } from './dynalite-actions.ts';
import { type CancellationReason, cancelFor, reasonFor } from './transaction-cancelled.ts';
import type { UnitOfWork } from './unit-of-work.ts';

const { types, custom } = inputRules('GetItem');

/** The rules for the input of TransactGetItems. */
export const transactGetInput: Validation = {
  types: {
    ReturnConsumedCapacity: { type: 'String', enum: ['INDEXES', 'TOTAL', 'NONE'] },
    TransactItems: {
      type: 'List',
      notNull: true,
      lengthGreaterThanOrEqual: 1,
      lengthLessThanOrEqual: limits.transactionActions.figure,
      children: {
        type: 'ValueStruct<TransactGetItem>',
        children: {
          Get: {
            type: 'FieldStruct<Get>',
            notNull: true,
            children: {
              TableName: types.TableName,
              Key: types.Key,
              ProjectionExpression: types.ProjectionExpression,
              ExpressionAttributeNames: types.ExpressionAttributeNames,
            },
          },
        },
      },
    },
  },
  custom: (data, store) => {
    for (const { Get } of data.TransactItems as { Get: Json }[]) {
      const message = custom?.(Get, store);
      if (message) return message;
    }
    return undefined;
  },
};

/** Reads the items of the parsed TransactItems as of one moment; `{}` stands for an item that is not there. */
export function transactGet(items: readonly Json[], unit: UnitOfWork): Json {
  const reasons: CancellationReason[] = [];
  const responses: Json[] = [];
  for (const { Get } of items as readonly { Get: Json }[]) {
    try {
      responses.push(runNow('GetItem', unit, Get));
      reasons.push({ Code: 'None' });
    } catch (error) {
      reasons.push(reasonFor(error, undefined));
    }
  }
  cancelFor(reasons);
  const size = unit.reads.reduce((sum, { bytes }) => sum + bytes, 0);
  if (size > limits.transactionSize.figure)
    throw new AwsError('ValidationException', 'The aggregate size of the items in the transaction exceeds 4 MB');
  return { Responses: responses };
}
