import { createHash } from 'node:crypto';
import { errors, generateKeyPair, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { VirtualClock } from '../clock.ts';
import type { JwtAuthorizer } from '../templates/app-resources.ts';
import type { User } from './user.ts';

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

/** Years that a test lets go by must not end its tokens; an API's own issuer makes them short. */
const YEARS_VALID = 100;
const KEY = 'sandbox';

/** The issuer that the API trusts: makes tokens of anybody, and checks them, on the virtual clock. */
export class Identity {
  readonly #clock: VirtualClock;
  readonly #keys: KeyPair;
  readonly #authorizer: JwtAuthorizer;

  private constructor(clock: VirtualClock, authorizer: JwtAuthorizer, keys: KeyPair) {
    this.#clock = clock;
    this.#authorizer = authorizer;
    this.#keys = keys;
  }

  /** Makes its keys anew: tokens of an earlier start are void. API Gateway takes RSA only (JWT authorizers). */
  static async create(clock: VirtualClock, authorizer: JwtAuthorizer): Promise<Identity> {
    return new Identity(clock, authorizer, await generateKeyPair('RS256'));
  }

  /** A token with the claims that Cognito would put there. Its subject stays the same for the same groups and person. */
  async token({ name, groups = [], attributes = {}, key = name }: User): Promise<string> {
    const issuedAt = Math.floor(this.#clock.now() / 1000);
    return this.sign({
      name,
      token_use: 'id',
      ...(groups.length > 0 && { 'cognito:groups': [...groups] }),
      ...Object.fromEntries(Object.entries(attributes).map(([attribute, value]) => [`custom:${attribute}`, value])),
      sub: subjectOf(groups, key),
      iss: this.#authorizer.issuer,
      aud: [...this.#authorizer.audience],
      iat: issuedAt,
      exp: issuedAt + YEARS_VALID * 366 * 86_400,
    });
  }

  /** Signs claims as they are, also those of a token that is not to be let in. */
  async sign(claims: JWTPayload, kid = KEY): Promise<string> {
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign(this.#keys.privateKey);
  }

  /** What a client may know of the keys. */
  get publicKey(): KeyPair['publicKey'] {
    return this.#keys.publicKey;
  }

  /**
   * The claims of a token that `authorizer` lets in; throws JOSEError for any other. What is checked is what
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html names: kid, iss, aud or (only
   * where that is absent) client_id, exp, nbf, iat.
   */
  async verify(token: string, { issuer, audience }: JwtAuthorizer): Promise<JWTPayload> {
    const { payload, protectedHeader } = await jwtVerify(token, this.#keys.publicKey, {
      issuer,
      algorithms: ['RS256'],
      requiredClaims: ['exp'],
      currentDate: new Date(this.#clock.now()),
    });
    if (protectedHeader.kid !== KEY) throw new errors.JWKSNoMatchingKey();
    const meant = [payload.aud ?? payload.client_id].flat();
    if (!audience.some((one) => meant.includes(one))) throw refused('aud', payload);
    if ((payload.iat ?? 0) > this.#clock.now() / 1000) throw refused('iat', payload);
    return payload;
  }
}

export const TokenError = errors.JOSEError;

function refused(claim: string, payload: JWTPayload): Error {
  return new errors.JWTClaimValidationFailed(`unexpected "${claim}" claim value`, payload, claim, 'check_failed');
}

/** A subject shaped as Cognito's. */
function subjectOf(groups: readonly string[], key: string): string {
  const hash = createHash('sha256')
    .update(`${groups.join(' ')}/${key}`)
    .digest('hex');
  return [hash.slice(0, 8), hash.slice(8, 12), hash.slice(12, 16), hash.slice(16, 20), hash.slice(20, 32)].join('-');
}
