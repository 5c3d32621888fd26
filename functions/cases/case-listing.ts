import { createHash } from 'node:crypto';
import * as z from 'zod';
import { entity, type List } from '../platform/record/entity.ts';
import type { Table, Write } from '../platform/record/table.ts';

/**
 * Where staff find a case, beside its own places: by its reference, by what it belongs to, and by branch and status; and where jobs
 * find all cases of a day. It is written with each change of status.
 */
const schema = z.lazy(() =>
  z.object({
    reference: z.string(),
    caseId: z.string(),
    /** `claim`. */
    caseType: z.string(),
    branchId: z.string(),
    status: z.string(),
    /** What it belongs to, such as the number of its policy. */
    under: z.string().optional(),
    /** What its type tells of it beside; nothing of cases of before that was kept, until their status changes. */
    summary: z.record(z.string(), z.unknown()).optional(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  }),
);
export type CaseListing = Readonly<z.infer<typeof schema>>;

const listings = entity({
  type: 'case-listing',
  schema,
  id: ({ reference, caseId }) => `${plain(reference)}#${caseId}`,
  key: (id) => {
    const [reference = '', caseId = ''] = id.split('#');
    return { PK: referencePartition(reference), SK: caseId };
  },
  indexes: ({ caseType, caseId, under, branchId, status, createdAt, updatedAt }) => ({
    GSI1: under === undefined ? undefined : [underPartition(caseType, under), `${createdAt}#${caseId}`],
    GSI2: [statusPartition(caseType, branchId, status), `${updatedAt}#${caseId}`],
    GSI3: [dayPartition(caseType, createdAt.slice(0, 10), shardOf(caseId)), `${createdAt}#${caseId}`],
  }),
});

/**
 * The shards of a day's cases: on a busy one 14,000 are made, and each is written anew with each status, which many jobs may read
 * meanwhile; a partition takes 1,000 writes a second.
 */
export const dayShards: readonly number[] = Array.from({ length: 8 }, (_, shard) => shard);

/** The write of a case's places; its own write guards it. */
export function listed(listing: CaseListing): Write {
  return listings.put(listing);
}

/**
 * The cases that people call by a reference, in whatever case and with or without its hyphen: among many millions, two may
 * have the same.
 */
export async function findByReference(table: Table, reference: string): Promise<CaseListing[]> {
  const { range, parse } = listings.list({ partition: referencePartition(plain(reference)) });
  return (await table.query(range)).items.map(parse);
}

/** What belongs to a policy or the like, newest first. */
export function listedUnder(caseType: string, under: string): List<CaseListing> {
  return listings.list({ index: 'GSI1', partition: underPartition(caseType, under), newestFirst: true });
}

/** The cases of a branch that stand at a status, the last changed first. */
export function listedAt(caseType: string, branchId: string, status: string): List<CaseListing> {
  return listings.list({ index: 'GSI2', partition: statusPartition(caseType, branchId, status), newestFirst: true });
}

/** The cases of a type that were made on a day (UTC), oldest first: a shard of them. */
export function listedOn(caseType: string, day: string, shard: number): List<CaseListing> {
  return listings.list({ index: 'GSI3', partition: dayPartition(caseType, day, shard) });
}

function plain(reference: string): string {
  return reference
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '');
}

function referencePartition(plainReference: string): string {
  return `REFERENCE#${plainReference}`;
}

function underPartition(caseType: string, under: string): string {
  return `LISTED#${caseType}#${under}`;
}

function statusPartition(caseType: string, branchId: string, status: string): string {
  return `LISTED#${caseType}#${branchId}#${status}`;
}

function dayPartition(caseType: string, day: string, shard: number): string {
  return `LISTED#${caseType}#${day}#${shard}`;
}

function shardOf(caseId: string): number {
  return createHash('sha256').update(caseId).digest().readUInt16BE() % dayShards.length;
}
