import { afterAll, describe, expect, test } from '@jest/globals';
import { VirtualClock } from '../../sandbox/clock.ts';
import { Identity, TokenError } from '../../sandbox/http/identity.ts';

const clock = new VirtualClock();
const authorizer = { issuer: 'https://issuer.example', audience: ['app'] };

afterAll(() => clock.stop());

describe('the issuer of tokens', () => {
  test('takes its own tokens for the issuer and audience of the route, and no others', async () => {
    const identity = await Identity.create(clock, authorizer);
    const stranger = await Identity.create(clock, authorizer);
    const token = await identity.token({ role: 'ops' });
    expect(await identity.verify(token, authorizer)).toMatchObject({ aud: ['app'], 'cognito:groups': ['ops'] });
    await expect(identity.verify(token, { ...authorizer, audience: ['other'] })).rejects.toThrow(TokenError);
    await expect(identity.verify(token, { ...authorizer, issuer: 'https://other.example' })).rejects.toThrow(
      TokenError,
    );
    await expect(stranger.verify(token, authorizer)).rejects.toThrow(TokenError);
  });
});
