import { describe, expect, test } from '@jest/globals';
import { beginningStep, caseStep, enter, stepAt } from '../../../functions/cases/entering.ts';
import { startOf } from '../../../functions/cases/restart.ts';
import type { Claim } from '../../../functions/claims/claim.ts';
import { claimSettings } from '../../../functions/claims/claim-settings.ts';
import { claims } from '../../../functions/claims/claim-store.ts';
import { says } from '../../../functions/claims/claim-wordings.ts';
import { register } from '../../../functions/claims/rules/registration.ts';
import { adjudication } from '../../../functions/claims/tasks/adjudication.ts';
import { latestOf, ruleIn } from '../../../functions/deadlines/packs/packs.ts';
import type { Task } from '../../../functions/tasks/task.ts';
import { aClaim, aHandover, aTask, at, aWorld, DAY, HOUR, MINUTE, now } from '../../support/fixtures.ts';
import { wang } from '../../support/portfolio.ts';
import { promisedHours } from '../../support/promised.ts';
import { stored, written } from '../../support/stored.ts';

const given = { caseId: 'clm_1', execution: 'claim-clm_1-2', startedAt: at(-HOUR), state: 'Adjudicate' };
const claim = aClaim('ADJUDICATION', { execution: 2 });
const entered = (it: Claim, besides: Partial<typeof given> = {}) =>
  enter(claims, stored(aWorld(it)), { ...given, ...besides }, now);
const superseded = { name: 'execution-superseded' };

describe('an execution', () => {
  test.each<[string, Claim, object]>([
    ['that the claim names', claim, {}],
    ['that is not 300 days old yet', claim, { startedAt: at(-300 * DAY + 1) }],
    ['of a claim that is closed', aClaim('CLOSED', { execution: 2 }), {}],
  ])('%s goes on with the claim and what is decided from', async (_title, it, besides) => {
    expect(await entered(it, besides)).toEqual({ world: aWorld(it) });
  });

  test.each<[string, Claim, object]>([
    ['that another one has taken the place of', claim, { execution: 'claim-clm_1-1' }],
    ['that the claim does not know of', claim, { execution: 'claim-clm_1-3' }],
    ['of another claim', claim, { execution: 'claim-clm_2-2' }],
    ['that ops have stopped', aClaim('ADJUDICATION', { execution: 2, halted: true }), {}],
    [
      'that ops have stopped, though it is old',
      aClaim('OFFERED', { execution: 2, halted: true }),
      { startedAt: at(-301 * DAY) },
    ],
  ])('%s ends, and writes nothing', async (_title, it, besides) => {
    const { turn, ...rest } = Object(await entered(it, besides));
    expect(turn).toMatchObject(superseded);
    expect(rest).toEqual({});
  });

  test.each([given, { ...given, execution: 'claim-clm_1-1' }, { ...given, startedAt: at(-301 * DAY) }])(
    'of a claim that was withdrawn ends as withdrawn, whichever it is: %j',
    async (besides) => {
      const { turn, ...rest } = Object(await entered(aClaim('WITHDRAWN', { execution: 2 }), besides));
      expect(turn).toMatchObject({ name: 'claim-withdrawn', message: says.withdrawn.en });
      expect(rest).toEqual({});
    },
  );

  test('that is 300 days old is followed by another', async () => {
    const { turn, writes } = Object(await entered(claim, { startedAt: at(-300 * DAY) }));
    expect(turn).toMatchObject(superseded);
    const { claims: changed, events, tasks } = written(writes);
    const next = { execution: 3, version: 5, status: 'ADJUDICATION', wakeAt: at(15 * MINUTE) };
    expect(changed).toMatchObject([{ ...next, ...startOf(claims, { ...claim, execution: 3 }) }]);
    expect(events).toEqual([{ type: 'claim.continued.v1', data: {} }]);
    expect(tasks).toEqual([]);
  });

  test('of a claim that is not there has failed', async () => {
    await expect(entered(aClaim('OFFERED', { claimId: 'clm_9' }))).rejects.toThrow('The claim clm_1 is not there');
  });
});

describe('the first step', () => {
  const times = { adjudication: promisedHours('decision') * 3600 };
  const begun = async (it: Claim, task?: Task, registers = true) => {
    const known = { ...it, ...(task && { openTaskId: task.taskId }) };
    const begin = beginningStep(claims, registers ? (world) => register(world, claimSettings) : undefined, [
      adjudication,
    ]);
    const { output, writes, turn } = await begin({ table: stored(aWorld(known, { task })) }, given, now);
    return { output, writes, turn };
  };

  test('registers a new claim, and says where it stands then', async () => {
    const { output, writes } = await begun(aClaim('REPORTED', { execution: 2 }));
    expect(output).toEqual({ place: 'SurveyLoss', left: 0, times });
    expect(written(writes).events).toMatchObject([{ type: 'claim.registered.v1' }, { type: 'claim.triaged.v1' }]);
  });

  test.each<[string, Claim, string]>([
    ['one that is under way', claim, 'Adjudicate'],
    ['one for which nothing is left to do', aClaim('CLOSED', { execution: 2 }), 'EndClosed'],
  ])('says where %s stands, and writes nothing', async (_title, it, place) => {
    expect(await begun(it)).toEqual({ output: { place, left: 0, times } });
  });

  test('finds the place of a new claim whose type has nothing to register', async () => {
    const fresh = aClaim('REPORTED', { execution: 2 });
    expect(await begun(fresh, undefined, false)).toEqual({ output: { place: 'RegisterClaim', left: 0, times } });
  });

  test.each<[string, Task, number]>([
    ['an hour', aTask({ dueAt: at(HOUR) }), 3600],
    ['a second that has begun', aTask({ dueAt: at(HOUR + 1) }), 3601],
    ['nothing, where it is due: it is waited for anew', aTask({ dueAt: at(0) }), 0],
    ['nothing, where it is overdue', aTask({ dueAt: at(-HOUR) }), 0],
    ['nothing, once it is decided', aTask({ dueAt: at(HOUR), status: 'DECIDED' }), 0],
    ['nothing, where it is a hand-over', aHandover({ dueAt: at(HOUR) }), 0],
  ])('leaves the wait for a task %s', async (_title, task, left) => {
    expect((await begun(claim, task)).output).toEqual({ place: 'Adjudicate', left, times });
  });

  test('says how long a wait takes that is begun now, by the rule for the customer', async () => {
    const customer = { ...wang, profile: { tier: 'premium' } };
    const begin = beginningStep(claims, undefined, [adjudication]);
    const { output } = await begin({ table: stored(aWorld(claim, { customer })) }, given, now);
    expect(output).toMatchObject({
      times: { adjudication: ruleIn(latestOf('CN-promise'), 'decision-premium').length * 3600 },
    });
  });

  test('of an execution that is superseded ends it', async () => {
    expect((await begun({ ...claim, execution: 3 })).turn).toMatchObject(superseded);
  });
});

describe('a step that waits for nobody', () => {
  const run = (state: string, it = claim) =>
    stepAt(claims, caseStep, (world, { caseId }) => ({ output: [world.it.status, caseId] }))(
      { table: stored(aWorld(it)) },
      { ...given, state },
      now,
    );

  test('runs where the claim stands at its state', async () => {
    expect(await run('Adjudicate')).toEqual({ output: ['ADJUDICATION', 'clm_1'] });
  });

  test('does not run where the claim stands elsewhere', async () => {
    expect(await run('PayClaim')).toEqual({ turn: expect.objectContaining({ name: 'case-moved' }) });
  });

  test('does not run for an execution that is superseded', async () => {
    expect((await run('Adjudicate', { ...claim, execution: 3 })).turn).toMatchObject(superseded);
  });
});
