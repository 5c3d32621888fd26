import { createHmac, timingSafeEqual } from 'node:crypto';
import { DomainError } from '../platform/problems.ts';
import { says } from './payment-wordings.ts';

/** What a header says: the time, in Unix seconds, and the codes, of which one must fit. */
export interface Signature {
  readonly time: string;
  readonly codes: readonly string[];
}

/** How far a message's time may be from ours, either way: the window in which a stolen message could be played again. */
const TOLERANCE_SECONDS = 300;
/** While its secret is rotated, whoever signs may give a code by each; five are more than anybody needs. */
const form = /^t=(\d{1,12})((?:,v1=[0-9a-f]{64}){1,5})$/;

/** `t=<unix seconds>,v1=<hex HMAC-SHA-256 of "<t>.<body>">`. */
export function sign(secret: string, body: string, now: Date): string {
  const time = String(Math.floor(now.getTime() / 1000));
  return `t=${time},v1=${mac(secret, time, body).toString('hex')}`;
}

/** What the header of a message of just now says; throws `invalid-signature` for another form or time. */
export function readSignature(header: string | undefined, now: Date): Signature {
  const [, time, codes] = form.exec(header ?? '') ?? [];
  if (!time || !codes) throw new DomainError('invalid-signature', says.noSignature);
  if (Math.abs(now.getTime() / 1000 - Number(time)) > TOLERANCE_SECONDS) {
    throw new DomainError('invalid-signature', says.oldSignature);
  }
  return { time, codes: codes.split(',v1=').slice(1) };
}

/** Whether one of the codes is of this body, by one of the secrets. */
export function isSignedBy(secrets: readonly string[], body: string, { time, codes }: Signature): boolean {
  return secrets.some((secret) => {
    const expected = mac(secret, time, body);
    return codes.some((code) => timingSafeEqual(expected, Buffer.from(code, 'hex')));
  });
}

function mac(secret: string, time: string, body: string): Buffer {
  return createHmac('sha256', secret).update(`${time}.${body}`).digest();
}
