/**
 * The table's indexes, fixed for all contexts, for a projection cannot be changed in place:
 * GSI1 by customer and by case, newest first, and by name;
 * GSI2 work that is to be done and leaves it when it is: queues by branch, due buckets;
 * GSI3 by assignee, by day, for what is done and for reports, cases by what they are about, and payments by whom they pay.
 */
export const indexes = ['GSI1', 'GSI2', 'GSI3'] as const;
export type Index = (typeof indexes)[number];

/** What an index holds beside keys: a record as lists show it. Its task token stands apart from that. */
export const projected = ['entity', 'record'] as const;
