import type { Validation } from 'dynalite/validations/index.js';
import { limits } from '../limits/limits.ts';
import { type ActionName, inputRules, type Json, RETURN_ON_FAILURE } from './dynalite-actions.ts';

export type WriteKind = 'Put' | 'Update' | 'Delete' | 'ConditionCheck';

interface WriteRules {
  /** The single action whose rules hold for it; a condition check looks like a conditional delete. */
  readonly as: ActionName;
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const CONDITION = ['ConditionExpression', 'ExpressionAttributeNames', 'ExpressionAttributeValues'];
const KINDS: Record<WriteKind, WriteRules> = {
  ConditionCheck: { as: 'DeleteItem', required: ['TableName', 'Key', 'ConditionExpression'], optional: CONDITION },
  Put: { as: 'PutItem', required: ['TableName', 'Item'], optional: CONDITION },
  Delete: { as: 'DeleteItem', required: ['TableName', 'Key'], optional: CONDITION },
  Update: { as: 'UpdateItem', required: ['TableName', 'Key', 'UpdateExpression'], optional: CONDITION },
};

/** The rules for the input of TransactWriteItems, put together from those of the single actions. */
export const transactWriteInput: Validation = {
  types: {
    ClientRequestToken: {
      type: 'String',
      lengthGreaterThanOrEqual: 1,
      lengthLessThanOrEqual: limits.clientTokenLength.figure,
    },
    ReturnConsumedCapacity: { type: 'String', enum: ['INDEXES', 'TOTAL', 'NONE'] },
    ReturnItemCollectionMetrics: { type: 'String', enum: ['SIZE', 'NONE'] },
    TransactItems: {
      type: 'List',
      notNull: true,
      lengthGreaterThanOrEqual: 1,
      lengthLessThanOrEqual: limits.transactionActions.figure,
      children: {
        type: 'ValueStruct<TransactWriteItem>',
        children: Object.fromEntries(Object.entries(KINDS).map(([kind, rules]) => [kind, structOf(kind, rules)])),
      },
    },
  },
  custom: (data, store) => {
    for (const item of data.TransactItems as Json[]) {
      const [action, another] = Object.entries(item) as [WriteKind, Json][];
      if (!action || another) return 'TransactItems can only contain one of Check, Put, Update or Delete';
      const message = inputRules(KINDS[action[0]].as).custom?.(action[1], store);
      if (message) return message;
    }
    return undefined;
  },
};

function structOf(kind: string, { as, required, optional }: WriteRules): object {
  const { types } = inputRules(as);
  const children = {
    ...Object.fromEntries(optional.map((name) => [name, types[name]])),
    ...Object.fromEntries(required.map((name) => [name, { ...(types[name] as object), notNull: true }])),
    ...RETURN_ON_FAILURE,
  };
  return { type: `FieldStruct<${kind}>`, children };
}
