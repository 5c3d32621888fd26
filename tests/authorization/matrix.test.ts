import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type OperationId, routes } from '../../functions/routes.ts';
import { type Answer, callApi } from '../support/api.ts';
import { type CallerName, callers, personOf } from './callers.ts';
import { matrix, type Rows } from './matrix.ts';
import { type Product, product } from './product.ts';
import { requests } from './requests.ts';
import { furnish, type Relation, relations } from './world.ts';

let house: Product;
let sent = 0;
beforeAll(async () => {
  house = await product();
  await furnish(house);
});
afterAll(() => {
  house.clock.stop();
  process.stdout.write(`Who may what: ${sent} requests, ${routes.length} routes, ${callers.length} callers\n`);
});

const cases = routes.flatMap((route) => callers.map((caller) => ({ caller, route })));

describe.each(cases)('$route.operationId by $caller', ({ caller, route }) => {
  const rows: Rows = matrix[route.operationId as OperationId];
  const expected = expectedOf(rows, caller);

  test(`answers ${expected.join(', ')} for own, another's, another branch's and a missing record`, async () => {
    const answers: Answer[] = [];
    for (const [place, whose] of relations.entries()) {
      const answer = await call(caller, whose);
      answers.push(answer);
      expect([whose, seen(answer)]).toEqual([whose, expected[place]]);
      const changes = answer.status < 400 && route.method !== 'GET' && !route.reads && expected[place] !== 'rejected';
      expect(house.written.length > 0).toBe(changes);
      await house.undo();
    }
    const unknown = answers.filter(({ status }) => status === 404 || status === 422).map(withoutInstance);
    for (const answer of unknown) expect(answer).toEqual(unknown.at(-1));
  });

  async function call(by: CallerName, whose: Relation): Promise<Answer> {
    sent += 1;
    const key = `${route.method} ${route.path}`;
    const request = requests[route.operationId as OperationId](whose);
    return callApi(house.handlerOf(key), { route: key, ...request, ...(by !== 'anonymous' && { as: personOf(by) }) });
  }
});

test.each(routes)('$operationId is open to the roles of its row, and to no others', ({ operationId, who }) => {
  const rows: Rows = matrix[operationId as OperationId];
  expect('everyone' in rows ? 'public' : Object.keys(rows).sort()).toEqual(who === 'public' ? who : [...who].sort());
});

function expectedOf(rows: Rows, caller: CallerName): readonly (number | string)[] {
  if ('everyone' in rows) return rows.everyone;
  if (caller === 'anonymous') return [401, 401, 401, 401];
  return rows[caller] ?? [403, 403, 403, 403];
}

/** The status, or what the body says beyond it: a list with nothing in it, a bulk load of which no row was taken. */
function seen({ status, body }: Answer): number | string {
  const { items, results } = (body ?? {}) as { items?: unknown[]; results?: { outcome: string }[] };
  if (items?.length === 0) return 'empty';
  return results?.every(({ outcome }) => outcome === 'rejected') ? 'rejected' : status;
}

/** What one may not know of is told apart from what is not there by its address only. */
function withoutInstance({ status, body }: Answer) {
  const { instance, ...problem } = body as { instance: string };
  return { status, problem };
}
