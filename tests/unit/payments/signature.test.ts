import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { says } from '../../../functions/payments/payment-wordings.ts';
import { sign, verify } from '../../../functions/payments/signature.ts';
import { MINUTE, now } from '../../support/fixtures.ts';
import { refusalOf, refused } from '../../support/refusal.ts';

const secret = 'a shared secret';
const body = '{"orderId":"pay_1"}';
const seconds = now.getTime() / 1000;
const code = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
const signature = `t=${seconds},v1=${code}`;

const verified = (given: string | undefined, { later = 0, text = body, key = secret } = {}) =>
  refusalOf(() => verify(key, text, given, new Date(now.getTime() + later)));

describe('a signature', () => {
  test('is the time in whole seconds and the code of time and body', () => {
    expect(sign(secret, body, now)).toBe(signature);
    expect(sign(secret, body, new Date(now.getTime() + 999))).toBe(signature);
  });

  test.each([0, 5 * MINUTE, -5 * MINUTE])('is taken %d ms after its time', (later) => {
    expect(verified(signature, { later })).toBeUndefined();
  });

  test.each([5 * MINUTE + 1, -5 * MINUTE - 1])('is too far from our time %d ms after its own', (later) => {
    expect(verified(signature, { later })).toEqual(refused('invalid-signature', says.oldSignature));
  });

  test.each([
    ['another body', { text: `${body} ` }],
    ['another secret', { key: 'another secret' }],
  ])('is not one of %s', (_title, given) => {
    expect(verified(signature, given)).toEqual(refused('invalid-signature', says.wrongSignature));
  });

  test('is not one of another time', () => {
    const moved = signature.replace(String(seconds), String(seconds + 1));
    expect(verified(moved)).toEqual(refused('invalid-signature', says.wrongSignature));
  });

  test.each([
    undefined,
    '',
    code,
    `t=${seconds}`,
    `v1=${code}`,
    `t=now,v1=${code}`,
    `t=,v1=${code}`,
    `t=1234567890123,v1=${code}`,
    `t=${seconds},v1=${code.slice(1)}`,
    `t=${seconds},v1=${code}0`,
    `t=${seconds},v1=${code.toUpperCase()}`,
    ` ${signature}`,
    `${signature}\n`,
  ])('is none in the form of %j', (given) => {
    expect(verified(given)).toEqual(refused('invalid-signature', says.noSignature));
  });
});
