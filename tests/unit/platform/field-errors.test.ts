import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { parseFields } from '../../../functions/platform/http/field-errors.ts';

const approval = z.strictObject({ outcome: z.literal('approve'), amount: z.strictObject({ amount: z.int() }) });
const denial = z.strictObject({ outcome: z.literal('deny'), clause: z.string() });
const decision = z.union([
  z.discriminatedUnion('outcome', [approval, denial]),
  z.strictObject({ outcome: z.enum(['confirm', 'return']), note: z.string() }),
]);

test.each<[string, unknown, readonly string[]]>([
  ['a field that is missing', { outcome: 'deny' }, ['/clause']],
  ['a field within another', { outcome: 'approve', amount: { amount: '1' } }, ['/amount/amount']],
  ['an unknown field', { outcome: 'confirm', note: 'x', more: 1 }, ['/more']],
  ['two fields at once', { outcome: 'return', note: 1, more: 1 }, ['/note', '/more']],
  ['a choice that there is not', { outcome: 'perhaps' }, ['']],
  ['no object at all', 'approve', ['']],
])('of several shapes the one that was meant says where it is wrong: %s', (_title, body, pointers) => {
  const parsed = parseFields(z.object({ body: decision }), { body });
  expect('errors' in parsed && parsed.errors.map(({ pointer }) => pointer)).toEqual(
    pointers.map((pointer) => `/body${pointer}`),
  );
});
