import { expect, test } from '@jest/globals';
import type { Doubt, Track } from '../../../functions/claims/claim.ts';
import { claimSettings } from '../../../functions/claims/claim-settings.ts';
import { register } from '../../../functions/claims/rules/registration.ts';
import { aClaim, aWorld, cny } from '../../support/fixtures.ts';

const { CNY: fast = Number.NaN } = claimSettings.fastTrackUpTo;

test.each<[Track, Doubt[], Readonly<Record<string, unknown>>]>([
  ['fast-track', [], { estimate: cny(fast) }],
  ['survey', [], { estimate: cny(fast + 1) }],
  ['senior', ['peril-not-covered'], { cause: 'illness' }],
  ['injury', [], { injury: true }],
  ['injury', ['peril-not-covered'], { injury: true, cause: 'illness' }],
])('a reported claim is registered, and sorted onto the track %s with the doubts %j', (track, doubts, given) => {
  const fastTracked = { happened: 'fast-tracked', set: { status: 'FAST_TRACK' } };
  const it = aClaim('REPORTED', given);
  expect(register(aWorld(it), claimSettings)).toStrictEqual([
    {
      happened: 'registered',
      set: { status: 'REGISTERED' },
      tells: [{ template: 'claim-registered', model: { policyNumber: 'PM-1', cause: it.cause } }],
    },
    { happened: 'triaged', set: { status: 'TRIAGED', track, doubts }, data: { track, doubts } },
    ...(track === 'fast-track' ? [fastTracked] : []),
  ]);
});

test('a claim is sorted by the settings that it is given', () => {
  const settings = { ...claimSettings, fastTrackUpTo: { CNY: 1 } };
  const world = aWorld(aClaim('REPORTED', { estimate: cny(2) }));
  expect(register(world, settings)[1]).toMatchObject({ set: { track: 'survey' } });
});
