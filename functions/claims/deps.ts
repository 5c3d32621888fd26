import { environment } from '../platform/environment.ts';
import { dynamoTable } from '../platform/record/table.ts';
import { type Arrivals, s3Arrivals } from './evidence/arrivals.ts';
import { type EvidenceBucket, s3Evidence } from './evidence/bucket.ts';

/** The evidence bucket is for the API and for what arrives there; steps work on the table. */
export const deps = {
  table: dynamoTable(environment('TABLE_NAME')),
  clock: () => new Date(),
};

export function apiDeps(): typeof deps & { evidence: EvidenceBucket } {
  return { ...deps, evidence: s3Evidence(environment('EVIDENCE_BUCKET')) };
}

export function evidenceDeps(): typeof deps & { arrivals: Arrivals } {
  return { ...deps, arrivals: s3Arrivals(environment('EVIDENCE_BUCKET')) };
}
