import { randomFrom } from '@careline/sandbox/random';
import { describe, expect, jest, test } from '@jest/globals';
import { readShadows } from '../../functions/deadlines/shadow/shadow-store.ts';
import { shadowCase } from '../../functions/deadlines/shadow/shadowing.ts';
import type { Caller } from '../support/api.ts';
import { claimant } from '../support/claimants.ts';
import { type House, house } from '../support/house/house.ts';

const DAY = 24 * 60 * 60_000;
/** Some 0.3 s of processor time each: `SHADOW_CASES=1000 npm run jest -- tests/workflows/shadow -t 'to the byte'` takes five minutes. */
const CASES = Number(process.env.SHADOW_CASES ?? 25);

const ops: Caller = { role: 'ops', sub: 'u-ops' };
const trial = { seed: 1, shadowPacks: ['CN-trial'] };

async function breaches(it: House, date: string, pack = 'CN-trial') {
  const route = 'GET /v1/shadow/{pack}/breaches';
  const { status, body } = await it.call({ route, as: ops, params: { pack }, query: { date } });
  return { status, items: body.items as unknown as Record<string, unknown>[] };
}

/** All that a table holds but the shadow's own, as text, in the order of its keys. */
async function historyOf({ db }: House): Promise<string[]> {
  const items: { readonly entity?: { readonly S?: string } }[] = [];
  let ExclusiveStartKey: unknown;
  do {
    const page = await db.call('Scan', {
      TableName: 'careline',
      ...(ExclusiveStartKey !== undefined && { ExclusiveStartKey }),
    });
    items.push(...(page.Items as typeof items));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return items
    .filter(({ entity }) => entity?.S !== 'shadow-deadline')
    .map((item) => JSON.stringify(item))
    .toSorted();
}

type Claimant = Awaited<ReturnType<typeof claimant>>;
type Act = (claim: Claimant) => Promise<unknown>;

/** The ways that claims go, by what is done on the day of the report, on the next one, and a week later. */
const ways: readonly (readonly Act[])[] = [
  [(claim) => claim.agree(), (claim) => claim.pay()],
  [(claim) => claim.agree(), async () => {}, (claim) => claim.pay()],
  [(claim) => claim.withdraw()],
  [(claim) => claim.decide({ outcome: 'deny', clause: '5.1', reasons: '不属于保险责任' })],
  [
    async (claim) => {
      await claim.upload('photos');
      await claim.decide({ outcome: 'request-documents', documents: ['repair-invoice'] });
      await claim.delivered('claim-documents-requested');
    },
    (claim) => claim.upload('repair-invoice'),
    async (claim) => {
      await claim.agree();
      await claim.pay();
    },
  ],
];

/** What became of many claims within eight days, told by their ids, which come of a seed as the house does. */
async function simulated(shadowPacks: readonly string[]) {
  const random = randomFrom(1);
  const seeded = jest.spyOn(globalThis.crypto, 'getRandomValues').mockImplementation((array) => {
    if (array instanceof Uint8Array) for (let n = 0; n < array.length; n += 1) array[n] = Math.floor(random() * 256);
    return array;
  });
  try {
    const it = await house({ seed: 1, shadowPacks });
    const claims: Claimant[] = [];
    for (let number = 0; number < CASES; number += 1) claims.push(await claimant(it, number));
    for (const [act, days] of [1, 6, 1].entries()) {
      for (const [number, claim] of claims.entries()) await ways[number % ways.length]?.[act]?.(claim);
      await it.clock.advance(days * DAY);
    }
    return {
      it,
      history: await historyOf(it),
      published: it.published.map((event) => JSON.stringify(event)).toSorted(),
    };
  } finally {
    seeded.mockRestore();
  }
}

test(
  'what happens to cases is the same to the byte, with and without the shadow',
  async () => {
    const without = await simulated([]);
    const within = await simulated(['CN-trial']);
    expect(within.history.length).toBeGreaterThan(10 * CASES);
    expect(within.history.join('\n') === without.history.join('\n')).toBe(true);
    expect(within.published.join('\n') === without.published.join('\n')).toBe(true);
    const shadows = within.it.streamRecords.filter(
      ({ dynamodb }) => dynamodb.NewImage?.entity?.S === 'shadow-deadline',
    );
    expect(shadows.length).toBeGreaterThan(CASES / 2);
  },
  60_000 + 2_000 * CASES,
);

describe('the breaches of a pack that is tried', () => {
  test('are found by the day on which its clocks were due, and no case knows of them', async () => {
    const it = await house(trial);
    const claim = await claimant(it, 1);
    await claim.agree();
    await it.clock.advance(7 * DAY);
    const { items } = await breaches(it, '2026-11-30');
    expect(items).toMatchObject([
      {
        caseId: claim.claimId,
        rule: { pack: 'CN-trial', id: 'trial-pay', class: 'draft' },
        state: 'BREACHED',
        due: '2026-11-30T16:00:00.000Z',
        breachedAt: '2026-11-30T16:00:00.000Z',
      },
    ]);
    expect((await breaches(it, '2026-12-01')).items).toEqual([]);
    const shown = await it.call({ route: 'GET /v1/deadlines', as: ops, query: { case: claim.claimId } });
    expect(JSON.stringify(shown.body)).not.toContain('trial');
  });

  test('stay where the clock was kept after all, late', async () => {
    const it = await house(trial);
    const claim = await claimant(it, 1);
    await claim.agree();
    await it.clock.advance(7 * DAY);
    await claim.pay();
    expect((await breaches(it, '2026-11-30')).items).toMatchObject([
      { state: 'SATISFIED', satisfiedAt: expect.stringContaining('2026-12-02') },
    ]);
  });

  test('are none where the clock was kept in time, and none where no pack is tried', async () => {
    for (const shadowPacks of [['CN-trial'], []]) {
      const it = await house({ seed: 1, shadowPacks });
      const claim = await claimant(it, 1);
      await claim.agree();
      if (shadowPacks.length > 0) await claim.pay();
      await it.clock.advance(7 * DAY);
      expect(await breaches(it, '2026-11-30')).toEqual({ status: 200, items: [] });
    }
  });

  test('of a pack that there is not are not there', async () => {
    expect((await breaches(await house(trial), '2026-11-30', 'CN-other')).status).toBe(404);
  });
});

describe('a shadow clock', () => {
  /** The clocks of a claim of which documents were asked for, that arrived a day later. */
  async function waited() {
    const it = await house(trial);
    const claim = await claimant(it, 1);
    await claim.upload('photos');
    await claim.decide({ outcome: 'request-documents', documents: ['repair-invoice'] });
    await claim.delivered('claim-documents-requested');
    return { it, claim, clocks: () => readShadows(it.table, claim.claimId) };
  }

  test('stands still from the arrival of a letter until the documents are complete, as the one in force does', async () => {
    const { it, claim, clocks } = await waited();
    await it.clock.advance(4 * DAY);
    await claim.upload('repair-invoice');
    // Fifteen days after the 25th are over with 10 December: three whole days were not counted.
    expect(await clocks()).toMatchObject([
      {
        rule: 'trial-assess',
        state: 'RUNNING',
        due: '2026-12-13T16:00:00.000Z',
        pauses: [{ messageId: expect.any(String) }],
      },
    ]);
  });

  test('is not missed where a letter has arrived of which no event told', async () => {
    const { it, clocks } = await waited();
    expect(await clocks()).toMatchObject([{ state: 'RUNNING', wakeAt: '2026-12-10T16:00:00.000Z' }]);
    await it.clock.advance(20 * DAY);
    expect(await clocks()).toMatchObject([{ state: 'PAUSED' }]);
    expect((await breaches(it, '2026-12-10')).items).toEqual([]);
  });

  test('is the same however often and in whatever order its events are told', async () => {
    const { it, claim, clocks } = await waited();
    await it.clock.advance(DAY);
    await claim.upload('repair-invoice');
    const before = await clocks();
    const now = new Date(it.clock.now());
    await Promise.all(Array.from({ length: 5 }, () => shadowCase(it.table, ['CN-trial'], claim.claimId, now)));
    expect(await clocks()).toEqual(before);
    const late = await house({ seed: 1 });
    const other = await claimant(late, 1);
    await other.agree();
    const alone = () => shadowCase(late.table, ['CN-trial'], other.claimId, new Date(late.clock.now()));
    await Promise.all([alone(), alone(), alone()]);
    expect(await readShadows(late.table, other.claimId)).toMatchObject([{ rule: 'trial-pay', version: 1 }]);
  });
});
