import { DomainError } from '../../platform/problems.ts';
import { says } from '../payment-wordings.ts';
import type { SharedSecret } from '../secret.ts';
import { isSignedBy, readSignature } from '../signature.ts';

/** Throws `invalid-signature` for a notice that the provider did not write, or did not write just now. */
export type VerifyNotice = (body: string, header: string | undefined, now: Date) => Promise<void>;

/**
 * Takes what is signed by the secrets that are known, or else by those that are in place now: a signature that does not fit
 * may be the first one after a rotation. What is refused is told to `onRefused`.
 */
export function noticeVerifier(secret: SharedSecret, onRefused: () => void): VerifyNotice {
  return async (body, header, now) => {
    try {
      const signature = readSignature(header, now);
      if (isSignedBy(await secret.accepted(), body, signature)) return;
      if (isSignedBy((await secret.reread()) ?? [], body, signature)) return;
      throw new DomainError('invalid-signature', says.wrongSignature);
    } catch (error) {
      if (error instanceof DomainError) onRefused();
      throw error;
    }
  };
}
