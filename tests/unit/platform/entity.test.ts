import { expect, test } from '@jest/globals';
import { assertMatch, entityOf, etag } from '../../../functions/platform/record/entity.ts';
import { actorOf, eventWrite, system, toEvent } from '../../../functions/platform/record/events.ts';
import { resumeAttributes } from '../../../functions/platform/record/resume.ts';
import type { Item } from '../../../functions/platform/record/table.ts';
import { aPerson } from '../../support/fixtures.ts';

const keys = { PK: 'P#1', SK: 'P', GSI1PK: 'a', GSI1SK: 'b', GSI2PK: 'c', GSI2SK: 'd', entity: 'policy', ttl: 7 };

test('an entity is its item without keys', () => {
  expect(entityOf({ ...keys, policyNumber: 'PM-1', version: 3 })).toEqual({ policyNumber: 'PM-1', version: 3 });
});

test('an ETag is the version in quotes', () => {
  expect(etag(12)).toEqual({ etag: '"12"' });
});

test.each([
  [undefined, true],
  [3, true],
  [2, false],
  [4, false],
  [0, false],
])('If-Match of %j finds version 3: %s', (ifMatch, found) => {
  const matching = () => assertMatch(ifMatch, 3);
  if (found) expect(matching).not.toThrow();
  else expect(matching).toThrow(expect.objectContaining({ code: 'stale-version' }));
});

test.each([
  [undefined, {}],
  [{ output: {} }, { outbox: 'resume' }],
  [{ error: 'failed', cause: 'why' }, { outbox: 'resume' }],
])('a record with the resume %j carries %j for the relay', (resume, attributes) => {
  expect(resumeAttributes({ taskToken: 'token', resume })).toEqual(attributes);
});

test('an event is stored once for each version of its case, in their order, and read as it was told', () => {
  const event = {
    type: 'claim.assessed.v1',
    caseId: 'clm_1',
    version: 12,
    at: '2026-11-22T08:00:00.000Z',
    actor: actorOf(aPerson('surveyor')),
    data: { amount: 1 },
  };
  const { create } = eventWrite('CLAIM#clm_1', event) as { create: Item };
  expect(create).toEqual({
    PK: 'CLAIM#clm_1',
    SK: 'EVENT#000012',
    entity: 'event',
    id: 'evt_clm_1_12',
    ...event,
    actor: { sub: 'u-surveyor', name: 'surveyor' },
  });
  expect(toEvent(create)).toEqual({ id: 'evt_clm_1_12', ...event });
});

test('what nobody did was done by the system', () => {
  expect(system).toEqual({ sub: 'system', name: 'Careline' });
});
