import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sign } from '../../functions/payments/signature.ts';
import type { Route } from '../../functions/platform/http/route.ts';
import { routes } from '../../functions/routes.ts';
import { now, type Product, product, webhookSecret } from '../authorization/product.ts';
import { furnish, idsOf, relations, taskIdOf, taskKinds } from '../authorization/world.ts';
import { type HostileRequest, requestsTo } from './hostile-requests.ts';
import { sendTo } from './in-process.ts';
import { inProcess, report, seed } from './settings.ts';
import { complaints, inShort } from './verdict.ts';

// A promise that is rejected and forgotten fails the test under way, by Jest.

let house: Product;
const counts = { 'to the handlers': 0, accepted: 0, 'refused by the gateway': 0 };
beforeAll(async () => {
  house = await product();
  await furnish(house);
});
afterAll(() => {
  house.clock.stop();
  report('in process', counts);
});

const known = {
  ...together('customerId', 'policyNumber', 'executionName', 'orderId', 'externalRef'),
  customerExternalRef: relations.map((whose) => idsOf(whose).externalRef),
  claimId: relations.flatMap((whose) => [idsOf(whose).claimId, idsOf(whose).offeredId]),
  documentId: [idsOf('own').documentId, idsOf('other').documentId],
  deadlineId: [idsOf('own').deadlineId, idsOf('other').deadlineId],
  taskId: relations.flatMap((whose) => Object.keys(taskKinds).map((kind) => taskIdOf(whose, kind as 'survey'))),
  branchId: ['SH-01', 'BJ-02', 'HQ'],
  branch: ['SH-01', 'BJ-02', 'HQ'],
  parent: ['SH-01', 'HQ'],
  zone: ['Asia/Shanghai'],
  ...Object.fromEntries(['monday', 'friday', 'sunday'].map((day) => [day, ['09:00-12:00']])),
  staffId: relations.map((whose) => idsOf(whose).staffId),
  ...Object.fromEntries(['manager', 'standIn', 'assignee'].map((who) => [who, ['me', idsOf('other').staffId]])),
  currency: ['CNY'],
  phone: ['+8613800138000', '13800138000'],
  lossAt: ['2026-11-20T07:00:00Z', '2026-11-19T08:30:00+08:00'],
  effectiveAt: ['2026-01-01T00:00:00Z'],
  expiresAt: ['2027-01-01T00:00:00Z'],
  pack: ['CN-trial', 'CN'],
  version: ['2026-11'],
  from: ['2026-11-01'],
  to: ['2026-11-19'],
  caseType: ['claim'],
  jobId: [idsOf('own').jobId],
};

const shares = routes.reduce((sum, route) => sum + shareOf(route), 0);

describe.each(routes)('$operationId', (route) => {
  const numRuns = Math.ceil((inProcess * shareOf(route)) / shares);

  test(
    'refuses what it cannot take with a problem that has changed nothing, and answers the rest as declared',
    async () => {
      let accepted = 0;
      const requests = requestsTo(route, { known, astray: 2, sign: (body) => sign(webhookSecret, body, now) });
      const property = fc.asyncProperty(requests, async (request) => {
        const answer = await answered(request);
        counts['to the handlers'] += 1;
        if (!answer) {
          counts['refused by the gateway'] += 1;
          return;
        }
        const wrong = complaints(request, answer);
        const reads = answer.route?.method === 'GET' || answer.route?.reads === true;
        if ((answer.status >= 400 || reads) && house.written.length > 0) wrong.push('something was written');
        if (answer.status < 400) accepted += 1;
        if (house.written.length > 0) await house.undo();
        if (wrong.length > 0) throw new Error(`${wrong.join('\n')}\n${inShort(request)}`);
      });
      await fc.assert(property, {
        seed,
        numRuns,
        reporter: (run) => expect(run.errorInstance).toBeNull(),
      });
      // The generator must also make what is taken, or it would not get past the schema.
      // Nobody there has taken a task that could be given back, or be called for.
      if (numRuns > 250 && !['releaseTask', 'noteCall'].includes(route.operationId))
        expect(accepted).toBeGreaterThan(0);
      counts.accepted += accepted;
      expect(Object.keys(Object.prototype)).toEqual([]);
    },
    60_000 + 20 * numRuns,
  );
});

/** Routes that read a body get more of the requests; those that read nothing, a few. */
function shareOf({ method, who }: Route): number {
  if (method !== 'GET') return 13;
  return who === 'public' ? 1 : 7;
}

/** A request that is not answered in ten seconds hangs. */
async function answered(request: HostileRequest) {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer in time\n${inShort(request)}`)), 10_000);
  });
  try {
    return await Promise.race([sendTo(house, request), late]);
  } finally {
    clearTimeout(timer);
  }
}

function together(...fields: ('customerId' | 'policyNumber' | 'executionName' | 'orderId' | 'externalRef')[]) {
  return Object.fromEntries(fields.map((field) => [field, relations.map((whose) => idsOf(whose)[field])]));
}
