import { createHmac, timingSafeEqual } from 'node:crypto';
import { DomainError } from '../platform/problems.ts';
import { says } from './payment-wordings.ts';

/** How far a message's time may be from ours, either way: the window in which a stolen message could be played again. */
const TOLERANCE_SECONDS = 300;
const form = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/;

/** `t=<unix seconds>,v1=<hex HMAC-SHA-256 of "<t>.<body>">`. */
export function sign(secret: string, body: string, now: Date): string {
  const time = String(Math.floor(now.getTime() / 1000));
  return `t=${time},v1=${mac(secret, time, body).toString('hex')}`;
}

/** Throws `invalid-signature` for a message that the secret's owner did not write, or did not write just now. */
export function verify(secret: string, body: string, signature: string | undefined, now: Date): void {
  const [, time = '', code = ''] = form.exec(signature ?? '') ?? [];
  if (!code) throw new DomainError('invalid-signature', says.noSignature);
  if (!timingSafeEqual(mac(secret, time, body), Buffer.from(code, 'hex'))) {
    throw new DomainError('invalid-signature', says.wrongSignature);
  }
  if (Math.abs(now.getTime() / 1000 - Number(time)) > TOLERANCE_SECONDS) {
    throw new DomainError('invalid-signature', says.oldSignature);
  }
}

function mac(secret: string, time: string, body: string): Buffer {
  return createHmac('sha256', secret).update(`${time}.${body}`).digest();
}
