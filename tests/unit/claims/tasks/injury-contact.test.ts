import { expect, test } from '@jest/globals';
import { claimQueues } from '../../../../functions/claims/claim-queues.ts';
import { injuryContact } from '../../../../functions/claims/tasks/injury-contact.ts';
import { aClaim, at, aWorld, decidedBy } from '../../../support/fixtures.ts';
import { promisedHours } from '../../../support/promised.ts';

test('somebody who was hurt is told by when they are called, and a handler gets the loss', () => {
  const world = aWorld(aClaim('TRIAGED', { track: 'injury', injury: true }));
  const { facts, change } = injuryContact.opens(world);
  expect(change).toStrictEqual({
    happened: 'injury-care-started',
    set: { status: 'INJURY_CARE' },
    tells: [{ template: 'claim-injury-contact', model: { hours: promisedHours('injury-contact') } }],
  });
  expect(injuryContact.facts.parse(facts)).toMatchObject({ policyNumber: 'PM-1', injury: true, track: 'injury' });
  expect(injuryContact.queue(world)).toBe(claimQueues.handler);
});

test('a call is noted with its time', () => {
  const world = decidedBy('claims-handler', aClaim('INJURY_CARE'));
  expect(injuryContact.decides(world, { outcome: 'contacted', note: '已联系家属' })).toStrictEqual({
    happened: 'injury-contacted',
    set: { contactedAt: at(0) },
  });
});
