import { beforeEach, expect, test } from '@jest/globals';
import { noticeVerifier } from '../../../functions/payments/answers/notice-verifier.ts';
import type { Secrets } from '../../../functions/payments/secret.ts';
import { sign } from '../../../functions/payments/signature.ts';
import { DomainError } from '../../../functions/platform/problems.ts';
import { MINUTE, now } from '../../support/fixtures.ts';

const body = '{"orderId":"pay_1"}';
let known: Secrets;
let inPlace: Secrets | undefined;
let rereads: number;
let refusals: number;
beforeEach(() => {
  [known, inPlace, rereads, refusals] = [['old'], undefined, 0, 0];
});

const verify = noticeVerifier(
  {
    current: async () => known[0],
    accepted: async () => known,
    reread: async () => {
      rereads += 1;
      return inPlace;
    },
  },
  () => {
    refusals += 1;
  },
);
const refusal = { code: 'invalid-signature' };

test('a notice by any secret that is known is taken without another look', async () => {
  known = ['new', 'old'];
  await verify(body, sign('old', body, now), now);
  await verify(body, sign('new', body, now), now);
  expect([rereads, refusals]).toEqual([0, 0]);
});

test('the first notice after a rotation is taken by the secret that is in place now', async () => {
  inPlace = ['new', 'old'];
  await verify(body, sign('new', body, now), now);
  expect([rereads, refusals]).toEqual([1, 0]);
});

test.each([{ inPlaceNow: ['new', 'old'] as const }, { inPlaceNow: undefined }])(
  'one that no secret has signed is refused, and counted: %j',
  async ({ inPlaceNow }) => {
    inPlace = inPlaceNow;
    await expect(verify(body, sign('another', body, now), now)).rejects.toMatchObject(refusal);
    expect([rereads, refusals]).toEqual([1, 1]);
  },
);

test.each([undefined, 'garbage', sign('new', body, new Date(now.getTime() - 6 * MINUTE))])(
  'one that says %s is refused, and counted, and nobody looks up the secret for it',
  async (header) => {
    inPlace = ['new'];
    await expect(verify(body, header, now)).rejects.toBeInstanceOf(DomainError);
    expect([rereads, refusals]).toEqual([0, 1]);
  },
);

test('that the secret cannot be read is no refusal', async () => {
  const unread = async () => {
    throw new Error('Secrets Manager is down');
  };
  const blind = noticeVerifier({ current: unread, accepted: unread, reread: unread }, () => {
    refusals += 1;
  });
  await expect(blind(body, sign('old', body, now), now)).rejects.toThrow('down');
  expect(refusals).toBe(0);
});
