import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { says } from '../../../functions/payments/payment-wordings.ts';
import { isSignedBy, readSignature, sign } from '../../../functions/payments/signature.ts';
import { MINUTE, now } from '../../support/fixtures.ts';
import { refusalOf, refused } from '../../support/refusal.ts';

const secret = 'a shared secret';
const body = '{"orderId":"pay_1"}';
const seconds = now.getTime() / 1000;
const code = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
const signature = `t=${seconds},v1=${code}`;

const read = (given: string | undefined, later = 0) =>
  refusalOf(() => readSignature(given, new Date(now.getTime() + later)));
const fits = (given: string, { text = body, keys = [secret] } = {}) =>
  isSignedBy(keys, text, readSignature(given, now));

describe('a signature', () => {
  test('is the time in whole seconds and the code of time and body', () => {
    expect(sign(secret, body, now)).toBe(signature);
    expect(sign(secret, body, new Date(now.getTime() + 999))).toBe(signature);
  });

  test.each([0, 5 * MINUTE, -5 * MINUTE])('is taken %d ms after its time', (later) => {
    expect(read(signature, later)).toBeUndefined();
  });

  test.each([5 * MINUTE + 1, -5 * MINUTE - 1])('is too far from our time %d ms after its own', (later) => {
    expect(read(signature, later)).toEqual(refused('invalid-signature', says.oldSignature));
  });

  test.each([
    ['another body', { text: `${body} ` }],
    ['another secret', { keys: ['another secret'] }],
    ['no secret', { keys: [] }],
  ])('is not one of %s', (_title, given) => {
    expect(fits(signature, given)).toBe(false);
  });

  test.each([[[secret]], [[secret, 'another']], [['another', secret]]])('is one of %j', (keys) => {
    expect(fits(signature, { keys })).toBe(true);
  });

  test.each([
    [`${signature},v1=${'0'.repeat(64)}`, true],
    [`t=${seconds},v1=${'0'.repeat(64)},v1=${code}`, true],
    [`t=${seconds}${`,v1=${'0'.repeat(64)}`.repeat(4)},v1=${code}`, true],
    [`t=${seconds},v1=${'0'.repeat(64)},v1=${'1'.repeat(64)}`, false],
  ])('fits if one of its codes does: %s', (given, fit) => {
    expect(fits(given)).toBe(fit);
  });

  test('is not one of another time', () => {
    const moved = signature.replace(String(seconds), String(seconds + 1));
    expect(fits(moved)).toBe(false);
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
    `${signature},`,
    `${signature}, v1=${code}`,
    `${signature},v0=${code}`,
    `${signature}${`,v1=${code}`.repeat(5)}`,
  ])('is none in the form of %j', (given) => {
    expect(read(given)).toEqual(refused('invalid-signature', says.noSignature));
  });
});
