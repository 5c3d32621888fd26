import { isDeepStrictEqual } from 'node:util';
import { type ConformanceCase, type DynamoDbCase, missingBecause, type WorkflowCase } from './conformance-case.ts';
import { conditionCases } from './dynamodb/conditions.oracle.ts';
import { expressions } from './dynamodb/expressions.oracle.ts';
import { items } from './dynamodb/items.oracle.ts';
import { queries } from './dynamodb/queries.oracle.ts';
import { tables } from './dynamodb/tables.oracle.ts';
import { transactions } from './dynamodb/transactions.oracle.ts';
import type { Run } from './endpoint.ts';
import { lacks } from './probes.ts';
import { TableScope } from './table-scope.ts';
import { WorkflowScope } from './workflow-scope.ts';
import { data } from './workflows/data.oracle.ts';
import { executions } from './workflows/executions.oracle.ts';
import { flows } from './workflows/flow.oracle.ts';
import { tasks } from './workflows/tasks.oracle.ts';

export type Verdict =
  | { readonly verdict: 'same' }
  | { readonly verdict: 'differs'; readonly expected: unknown; readonly got: unknown }
  | { readonly verdict: 'skipped'; readonly why: string };

/** A case, ready to run at an endpoint. */
export interface Conformance {
  readonly service: 'dynamodb' | 'states';
  readonly name: string;
  readonly needs: readonly string[];
  /** What it observes, as JSON; throws for what the endpoint lacks. */
  readonly observe: (run: Run) => Promise<unknown>;
  readonly expected: unknown;
}

const dynamoDbCases: readonly DynamoDbCase[] = [
  ...tables,
  ...items,
  ...expressions,
  ...conditionCases,
  ...queries,
  ...transactions,
];
const workflowCases: readonly WorkflowCase[] = [...flows, ...data, ...executions, ...tasks];

export const conformance: readonly Conformance[] = [
  ...dynamoDbCases.map((each, index) =>
    ready('dynamodb', each, async (run) => {
      const prefix = `case-${index}/`;
      return plain(await each.run(new TableScope(run.doc, run.TableName, prefix)), prefix);
    }),
  ),
  ...workflowCases.map((each, index) =>
    ready('states', each, async (run) => {
      const prefix = `${run.id}-${index}-`;
      await using flow = new WorkflowScope(run, prefix);
      return plain(await each.run(flow), prefix);
    }),
  ),
];

/** Runs a case where it can run, and judges what it observes. */
export async function judge(each: Conformance, run: Run, lacking: ReadonlyMap<string, string>): Promise<Verdict> {
  const why = each.needs.map((need) => lacking.get(need)).find((reason) => reason !== undefined);
  if (why !== undefined) return { verdict: 'skipped', why };
  const { expected } = each;
  try {
    const got = await each.observe(run);
    return isDeepStrictEqual(got, expected) ? { verdict: 'same' } : { verdict: 'differs', expected, got };
  } catch (error) {
    const missing = missingBecause(error);
    return missing ? { verdict: 'skipped', why: missing } : { verdict: 'differs', expected, got: String(error) };
  }
}

/** What an endpoint lacks of what the cases need, with the reasons. */
export async function findLacking(run: Run): Promise<ReadonlyMap<string, string>> {
  const needs = new Set(conformance.flatMap((each) => each.needs));
  const found = new Map<string, string>();
  for (const need of needs) {
    const reason = await lacks(run, need);
    if (reason !== undefined) found.set(need, reason);
  }
  return found;
}

function ready<Scope>(
  service: Conformance['service'],
  { name, needs = [], expected }: ConformanceCase<Scope>,
  observe: Conformance['observe'],
): Conformance {
  return { service, name, needs: [service, ...needs], observe, expected: plain(expected, '') };
}

/** As JSON, without the names of the run: sets in order, bytes in base64. */
function plain(value: unknown, prefix: string): unknown {
  const text = JSON.stringify(value ?? null, (_, item: unknown) => {
    if (item instanceof Set) return { set: [...item].sort() };
    return item instanceof Uint8Array ? { bytes: Buffer.from(item).toString('base64') } : item;
  });
  return JSON.parse(prefix === '' ? text : text.replaceAll(prefix, ''));
}
