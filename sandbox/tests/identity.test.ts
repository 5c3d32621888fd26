import { afterAll, describe, expect, test } from '@jest/globals';
import { VirtualClock } from '../clock.ts';
import { Identity, TokenError } from '../http/identity.ts';
import type { User } from '../http/user.ts';

const clock = new VirtualClock();
const authorizer = { issuer: 'https://issuer.example', audience: ['app'] };

afterAll(() => clock.stop());

describe('the issuer of tokens', () => {
  test('takes its own tokens for the issuer and audience of the route, and no others', async () => {
    const identity = await Identity.create(clock, authorizer);
    const stranger = await Identity.create(clock, authorizer);
    const token = await identity.token({ name: 'Ada', groups: ['ops'] });
    expect(await identity.verify(token, authorizer)).toMatchObject({ aud: ['app'], 'cognito:groups': ['ops'] });
    await expect(identity.verify(token, { ...authorizer, audience: ['other'] })).rejects.toThrow(TokenError);
    await expect(identity.verify(token, { ...authorizer, issuer: 'https://other.example' })).rejects.toThrow(
      TokenError,
    );
    await expect(stranger.verify(token, authorizer)).rejects.toThrow(TokenError);
  });

  test('gives the same person of the same groups the same subject each time', async () => {
    const identity = await Identity.create(clock, authorizer);
    const subject = async (user: User) => (await identity.verify(await identity.token(user), authorizer)).sub;
    const ada = await subject({ name: 'Ada', groups: ['ops'] });
    expect(await subject({ name: 'Ada', groups: ['ops'], attributes: { office: 'east' } })).toBe(ada);
    expect(await subject({ name: 'Ada', groups: ['admin'] })).not.toBe(ada);
    expect(await subject({ name: 'Ada', groups: ['ops'], key: 'ada-2' })).not.toBe(ada);
  });
});
