import type { Construct } from 'constructs';
import type { House } from '../house.ts';
import { readSecret } from '../permissions.ts';

/** The APIs that have no machinery of their own. */
export function addRecords(_scope: Construct, { functions, stateful: { identityKey, keys } }: House): void {
  // Imports read many records in one call.
  const actions = ['dynamodb:BatchGetItem'];
  functions.add('reference-api');
  functions.onRecord('customers-api', {
    environment: { IDENTITY_KEY_SECRET_ARN: identityKey.secretArn },
    permissions: readSecret(identityKey, keys.data),
    table: { actions, queries: ['GSI1', 'GSI2'] },
  });
  functions.onRecord('organisation-api', { table: { actions, queries: ['GSI1'] } });
  // A policy's earlier terms lie beside it in the table.
  functions.onRecord('policies-api', { table: { actions: [...actions, 'dynamodb:Query'], queries: ['GSI1'] } });
  functions.onRecord('tasks-api', { table: { queries: ['GSI2'], decides: true } });
  functions.onRecord('deadlines-api', { table: { decides: true } });
}
