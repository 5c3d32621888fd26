import { entity, type List } from '../platform/record/entity.ts';
import type { Write } from '../platform/record/table.ts';
import { type Access, accessSchema } from './access.ts';
import { accessSettings } from './access-settings.ts';

const DAY = 86_400_000;

/** In a partition of each customer's, by time: whoever asks reads the table itself, and an entry costs no index. */
const accesses = entity({
  type: 'access',
  schema: accessSchema,
  id: ({ customerId, at, requestId }) => `${customerId}#${at}#${requestId}`,
  key: (id) => {
    const [customerId = '', ...place] = id.split('#');
    return { PK: partitionOf(customerId), SK: place.join('#') };
  },
  expires: ({ at }) => new Date(Date.parse(at) + accessSettings.keptDays * DAY),
});

/** The write of an entry; the same entry twice is one. */
export function accessWrite(access: Access): Write {
  return accesses.put(access);
}

/** Who read something about a customer, newest first. */
export function accessesTo(customerId: string): List<Access> {
  return accesses.list({ partition: partitionOf(customerId), newestFirst: true });
}

function partitionOf(customerId: string): string {
  return `ACCESS#${customerId}`;
}
