import { describe, expect, test } from '@jest/globals';
import type { Role } from '../../../functions/platform/http/auth.ts';
import {
  assertMayDecide,
  assigned,
  awaitedAgain,
  cancelled,
  decided,
  escalated,
  extended,
  isSuperior,
  passedOn,
  released,
  taskStatuses,
} from '../../../functions/tasks/task.ts';
import { says } from '../../../functions/tasks/task-wordings.ts';
import { aHandover, aPerson, aTask, at, HOUR, now } from '../../support/fixtures.ts';
import { refusalOf, refused } from '../../support/refusal.ts';

const me = { sub: 'u-me', name: '本人' };
const other = { sub: 'u-other', name: '他人' };
const third = { sub: 'u-third', name: '第三人' };
const person = (...roles: Role[]) => aPerson(roles, me);
const settled = taskStatuses.filter((status) => status !== 'OPEN');

describe('a decision', () => {
  const decision = { outcome: 'assessed' };
  const resume = { output: { outcome: 'assessed' } };
  const deciding = (task = aTask(), by = person('claims-handler')) => decided(task, decision, by, resume, now);

  test('keeps what was decided, by whom and when, and resumes the workflow', () => {
    expect(deciding()).toStrictEqual({
      ...aTask(),
      status: 'DECIDED',
      decision,
      decidedBy: me,
      decidedAt: at(0),
      resume,
    });
  });

  test.each<[string, Role[], typeof me]>([
    ['its assignee', ['claims-handler'], me],
    ['a superior, whoever has it', ['claims-supervisor'], other],
    ['a superior who is a handler too', ['claims-handler', 'claims-supervisor'], other],
  ])('of a task that is assigned is made by %s', (_title, roles, assignee) => {
    expect(deciding(aTask({ assignee }), person(...roles))).toMatchObject({ status: 'DECIDED', assignee });
  });

  test.each<Role>(['claims-handler', 'surveyor', 'admin'])('of a task that is another’s is refused to a %s', (role) => {
    const refusal = refused('forbidden', says.notYours);
    expect(refusalOf(() => deciding(aTask({ assignee: other }), person(role)))).toEqual(refusal);
  });

  test.each(settled)('of a task that is %s already is refused', (status) => {
    expect(refusalOf(() => deciding(aTask({ status })))).toEqual(refused('illegal-state', says.already(status)));
  });
});

describe('an assignment', () => {
  test.each<[string, Role, typeof me, typeof me | undefined]>([
    ['somebody takes on what is nobody’s', 'claims-handler', me, undefined],
    ['somebody takes on again what is theirs', 'claims-handler', me, me],
    ['a superior gives to somebody', 'claims-supervisor', other, undefined],
    ['a superior gives from one to another', 'claims-supervisor', third, other],
    ['a superior takes from somebody', 'claims-supervisor', me, other],
    ['an administrator gives from one to another', 'admin', third, other],
    ['an administrator takes from somebody', 'admin', me, other],
  ])('is made where %s', (_title, role, to, from) => {
    const task = aTask(from && { assignee: from });
    expect(assigned(task, { assignee: to }, person(role))).toStrictEqual({ ...task, assignee: to });
  });

  test.each<[string, Role, typeof me, typeof me | undefined]>([
    ['to give what is nobody’s to somebody else', 'claims-handler', other, undefined],
    ['to give away what is theirs', 'claims-handler', other, me],
    ['to take what is somebody else’s', 'claims-handler', me, other],
    ['to take it, though of another queue’s superiors', 'complaints-manager', me, other],
  ])('is refused to those who want %s', (_title, role, to, from) => {
    const assigning = () => assigned(aTask(from && { assignee: from }), { assignee: to }, person(role));
    expect(refusalOf(assigning)).toEqual(refused('forbidden', says.supervisorAssigns));
  });

  test.each(settled)('of a task that is %s is refused', (status) => {
    const assigning = () => assigned(aTask({ status }), { assignee: me }, person('claims-supervisor'));
    expect(refusalOf(assigning)).toEqual(refused('illegal-state', says.already(status)));
  });
});

describe('a task that is given to somebody', () => {
  const given = { assignee: third, standsInFor: 'u-other', appointmentAt: at(HOUR) };
  const by = person('claims-supervisor');

  test('keeps for whom they stand in, and when they will come', () => {
    expect(assigned(aTask(), given, by)).toStrictEqual({ ...aTask(), ...given });
  });

  test('is nobody’s in another’s place any more where it is given anew, and keeps the appointment', () => {
    const { appointmentAt } = given;
    expect(assigned(aTask(given), { assignee: me }, by)).toStrictEqual({ ...aTask(), assignee: me, appointmentAt });
  });

  test('is nobody’s, and nobody’s in another’s place, where it is given back', () => {
    const { appointmentAt } = given;
    expect(released(aTask(given), person('claims-supervisor'))).toStrictEqual({ ...aTask(), appointmentAt });
  });

  test.each([
    ['to another in their place', me, { assignee: me, standsInFor: third.sub }],
    ['to its queue', undefined, {}],
  ])('is passed on %s when they are not there', (_title, to, expected) => {
    const { appointmentAt } = given;
    expect(passedOn(aTask(given), third.sub, to)).toStrictEqual({ ...aTask(), appointmentAt, ...expected });
  });
});

describe('whoever decides a task', () => {
  const kind = { deciders: ['claims-handler', 'claims-supervisor'] } as const;
  const deciding = (role: Role, task = aTask()) => refusalOf(() => assertMayDecide(person(role), task, kind));

  test('has a role that decides its kind', () => {
    expect(deciding('claims-handler')).toBeUndefined();
    const wording = says.deciders('adjudication', 'claims-handler, claims-supervisor');
    expect(deciding('surveyor')).toEqual(refused('forbidden', wording));
  });

  test('is a superior where it lies with them', () => {
    const task = aTask({ queue: 'claims-supervisor' });
    expect(deciding('claims-supervisor', task)).toBeUndefined();
    expect(deciding('claims-handler', task)).toEqual(refused('forbidden', says.superiorsQueue('claims-supervisor')));
  });
});

describe('a task', () => {
  const assignee = other;

  test('that nobody need do resumes its workflow with an error', () => {
    const resume = { error: 'case-moved', cause: 'moved' };
    expect(cancelled(aTask({ assignee }), resume)).toStrictEqual({
      ...aTask({ assignee }),
      status: 'CANCELLED',
      resume,
    });
  });

  test('under a new wait has its token, and is otherwise as it was', () => {
    const after = { ...aTask({ assignee }), taskToken: 'a new token' };
    expect(awaitedAgain(aTask({ assignee }), 'a new token')).toStrictEqual(after);
    const reminded = { ...after, dueAt: at(HOUR), reminders: 1 };
    expect(extended(aTask({ assignee }), 'a new token', at(HOUR))).toStrictEqual(reminded);
    const again = extended(aTask({ assignee, reminders: 1 }), 'a new token', at(HOUR));
    expect(again).toStrictEqual({ ...reminded, reminders: 2 });
  });

  test.each([0, 2])('that was escalated %d times goes to the queue above, where it is nobody’s', (escalations) => {
    expect(escalated(aTask({ assignee, standsInFor: 'u-third', escalations }), 'a new token', at(HOUR))).toStrictEqual({
      ...aTask(),
      queue: 'claims-supervisor',
      taskToken: 'a new token',
      dueAt: at(HOUR),
      escalations: escalations + 1,
    });
  });

  test('that no workflow waits for goes there without a token', () => {
    const after = { ...aHandover(), dueAt: at(HOUR), escalations: 1 };
    expect(escalated(aHandover(), undefined, at(HOUR))).toStrictEqual(after);
  });

  test.each<[Role[], boolean]>([
    [['claims-supervisor'], true],
    [['claims-handler', 'claims-supervisor'], true],
    [['claims-handler'], false],
    [['admin'], false],
    [[], false],
  ])('has somebody with the roles %j above its queue: %j', (roles, expected) => {
    expect(isSuperior(person(...roles), aTask())).toBe(expected);
  });
});
