import { isThere } from '../../functions/organisation/staff/leave.ts';
import type { Task } from '../../functions/tasks/task.ts';
import type { Caller } from '../support/api.ts';
import { supervisor } from '../support/claim-story.ts';
import type { Driver } from './driver.ts';
import { standInOf, team, wentRight } from './staff.ts';
import type { Tally } from './tally.ts';

const HOUR = 3_600_000;
const admin: Caller = { role: 'admin', sub: 'u-admin', branchId: 'HQ' };

/** Those who give tasks to people and enter leaves, and what must become of the tasks of whoever is away. */
export class Desk {
  readonly #driver: Driver;
  readonly #tally: Tally;
  /** What was not as it must be. */
  readonly wrong: string[] = [];

  constructor(driver: Driver, tally: Tally) {
    this.#driver = driver;
    this.#tally = tally;
    driver.records.onEvent(({ type, caseId, at, data }) => {
      if (type !== 'claim.task-passed-on.v1') return;
      tally.count(`turn: a task is passed on to ${data.to === undefined ? 'its queue' : 'the stand-in'}`);
      if (!wentRight(driver.records, data, at))
        this.wrong.push(`A task of ${caseId} went astray: ${JSON.stringify(data)}`);
    });
  }

  /** Gives one of the open tasks of the staff to somebody who may have it, there or not. Who that was. */
  async give(which: number): Promise<Caller | undefined> {
    const driver = this.#driver;
    const open = this.#tasks();
    const task = open[which % open.length];
    const fit = team.filter(({ role }) => role === task?.queue || role === task?.escalatesTo);
    const person = fit[which % fit.length];
    if (!task || !person) return undefined;
    const assignee = driver.subOf(person);
    // Whoever takes a task on by themselves is there, whatever the record says.
    const as = person === supervisor ? standInOf(person) : supervisor;
    const route = 'POST /v1/tasks/{taskId}/assignment';
    const { status, body } = await driver.call({ route, params: { taskId: task.taskId }, as, body: { assignee } });
    if (![200, 409, 422].includes(status)) throw new Error(`A task for ${person.name} was answered ${status}`);
    const away = !isThere(driver.records.member(assignee), new Date(driver.now()));
    this.#tally.count(`turn: a task is given to somebody ${away ? 'on leave' : 'at work'} ${status}`);
    const stayed = status === 200 && away && (body.assignee as { sub?: string } | undefined)?.sub === assignee;
    if (stayed) this.wrong.push(`A task of ${task.caseId} was given to ${person.name}, who is on leave`);
    return person;
  }

  /** Enters a leave, in place of others: hours from now, from a moment to another, with a stand-in or without. */
  async leave(person: Caller, from: number, to: number, stoodIn: boolean): Promise<void> {
    const { now, subOf } = this.#driver;
    const at = (hours: number) => new Date(now() + hours * HOUR).toISOString();
    const standIn = stoodIn ? { standIn: subOf(standInOf(person)) } : {};
    const { status } = await this.#driver.call({
      route: 'PATCH /v1/staff/{staffId}',
      params: { staffId: subOf(person) },
      as: admin,
      body: { leave: [{ from: at(from), to: at(to), ...standIn }] },
    });
    if (status !== 200) throw new Error(`The leave of ${person.name} was answered ${status}`);
    this.#tally.count(`turn: leave ${stoodIn ? 'with' : 'without'} a stand-in`);
  }

  #tasks(): Task[] {
    const { records } = this.#driver;
    return records
      .claims()
      .flatMap(({ claimId }) => records.tasks(claimId))
      .filter(({ status, queue }) => status === 'OPEN' && team.some(({ role }) => role === queue))
      .sort((a, b) => (a.taskId < b.taskId ? -1 : 1));
  }
}
