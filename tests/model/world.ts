import type { Claim } from '../../functions/claims/claim.ts';
import { claims } from '../../functions/claims/claim-store.ts';
import { isComplete } from '../../functions/claims/evidence/document.ts';
import type { Caller } from '../support/api.ts';
import { type Action, actionsOf, lateNotices, workOn } from './actions.ts';
import type { Command } from './commands.ts';
import { Core } from './core.ts';
import { Desk } from './desk.ts';
import type { Driver } from './driver.ts';
import { assertInvariants, hasEnded } from './invariants.ts';
import type { Tally } from './tally.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const YEAR = 365 * 24 * HOUR;
const ops: Caller = { role: 'ops', sub: 'u-ops' };

/** A sequence under way: the product, and what is counted about it. */
export class World {
  readonly driver: Driver;
  readonly tally: Tally;
  readonly core: Core;
  readonly desk: Desk;
  #yearsGone = 0;

  constructor(driver: Driver, tally: Tally) {
    this.driver = driver;
    this.tally = tally;
    this.core = new Core(driver, tally);
    this.desk = new Desk(driver, tally);
    driver.records.onFinding(({ kind }) => {
      tally.count(`finding: ${kind}`);
      if (kind === 'start-missing') tally.count('story: started after the relay gave up');
    });
    const statuses = new Map<string, string>();
    driver.records.onEvent(({ type, caseId, data }) => {
      tally.count(`event: ${type.replace(/\.v\d+$/, '')}`);
      const { status } = data;
      const before = statuses.get(caseId) ?? 'REPORTED';
      if (typeof status === 'string' && status !== before) {
        tally.count(`transition: ${before} → ${status}`);
        statuses.set(caseId, status);
      }
      if (type === 'claim.restarted.v1') tally.count(`restart: ${data.reason}`);
    });
  }

  /** Runs the sequence; after each command, and when all is worked off, everything that must hold does. */
  async run(commands: readonly Command[]): Promise<void> {
    const done: string[] = [];
    try {
      for (const command of commands) {
        done.push(command.name);
        await command.run(this);
        await this.#assertAll();
      }
      done.push('work off');
      await this.workOff();
      for (const [mishap, count] of this.driver.met()) this.tally.count(`mishap: ${mishap}`, count);
    } catch (error) {
      const told = await Promise.all(this.#claims().map((claim) => this.#told(claim)));
      const state = JSON.stringify(
        told.filter(({ claim }) => String(error).includes(claim.claimId)),
        null,
        1,
      );
      throw new Error(`After ${done.length} commands (${done.join(' · ')}): ${String(error)}\n${state}`, {
        cause: error,
      });
    }
  }

  async #assertAll(): Promise<void> {
    const [wrong] = [...this.core.wrong, ...this.desk.wrong];
    if (wrong !== undefined) throw new Error(wrong);
    await assertInvariants(this.driver);
  }

  /** Somebody does one of the things that may be done now; what cannot be done is refused and fails nothing. */
  async act(chance: number): Promise<string | undefined> {
    const all = this.#claims().flatMap((claim) => actionsOf(this.driver, claim));
    // A withdrawal may be done at any time and ends the story.
    const actions = chance % 11 === 0 ? all : all.filter(({ name }) => name !== 'customer: withdrawal');
    const action = actions[chance % actions.length];
    if (action) await this.#take(action);
    return action?.claimId;
  }

  /** The provider contradicts itself about a claim whose payment has failed or was made, and somebody finds out what holds. */
  async contradict(chance: number, outcome: string): Promise<void> {
    // Where a payment has just failed, a word against that matters most.
    const agreed = this.#claims().filter(({ status }) => status === 'AGREED');
    const late = (agreed.length > 0 ? agreed : this.#claims()).flatMap((claim) => lateNotices(this.driver, claim));
    const action = late[chance % late.length];
    if (!action) return;
    await this.#take(action);
    const claim = this.driver.records.claim(action.claimId);
    const found = actionsOf(this.driver, claim).find(({ name }) => name === `payment-inquiry: ${outcome}`);
    if (found) await this.#take(found);
  }

  /** The provider says that it will not pay; where it has no order, a customer agrees first. */
  async failPayment(): Promise<void> {
    const offered = this.#first('customer: acceptance');
    if (!this.#first('payment.failed') && offered) await this.#take(offered);
    const failing = this.#first('payment.failed');
    if (failing) await this.#take(failing);
  }

  /** The first action of that name that may be done now. */
  #first(name: string): Action | undefined {
    return this.#claims()
      .flatMap((claim) => actionsOf(this.driver, claim))
      .find((action) => action.name === name);
  }

  /** The customer withdraws a claim, if it may be withdrawn. */
  async withdraw(claimId: string): Promise<void> {
    const actions = actionsOf(this.driver, this.driver.records.claim(claimId));
    const action = actions.find(({ name }) => name === 'customer: withdrawal');
    if (action) await this.#take(action);
  }

  /** The claim that was reported last. */
  latest(): string {
    return this.#claims().at(-1)?.claimId ?? '';
  }

  async #take(action: Action): Promise<number> {
    const { claimId, decides, name } = action;
    const before = this.driver.records.claim(claimId);
    const told = decides ? await this.#storiesOf(before) : [];
    const status = await action.run(this.driver);
    if (status >= 500 || status === 401 || status === 403) throw new Error(`${name} was answered ${status}`);
    this.tally.count(`action: ${name} ${status}`);
    if (status < 300 && name.includes('what is no')) this.tally.count('turn: a document is put under quarantine');
    if (status >= 300) return status;
    for (const story of told) this.tally.count(`story: ${story}`);
    if (this.#isEarly(before)) this.tally.count('story: documents complete before they were awaited');
    return status;
  }

  /** Which of the stories a decision that is taken now is part of. */
  async #storiesOf(claim: Claim): Promise<string[]> {
    const { status } = await this.driver.execution(claims.executionName(claim));
    const task = this.#taskOf(claim);
    const late = task !== undefined && Date.parse(task.dueAt) < this.driver.now();
    return [
      ...(late && status === 'RUNNING' ? ['decided while its wait could not be renewed'] : []),
      ...(this.driver.now() - Date.parse(claim.createdAt) > YEAR ? ['decided after a year'] : []),
      ...(status === 'ABORTED' ? ['decided while its execution was stopped'] : []),
      ...(task?.kind === 'handover' && task.taskToken === undefined ? ['handed over without a workflow'] : []),
    ];
  }

  /** Whether the last document has just come, and nobody waited for it yet. */
  #isEarly(before: Claim): boolean {
    const awaited = this.#taskOf(before)?.kind === 'documents';
    const after = this.driver.records.claim(before.claimId);
    return before.status === 'DOCUMENTS_REQUESTED' && !awaited && !isComplete(before) && isComplete(after);
  }

  #taskOf({ claimId, openTaskId }: Claim) {
    return this.driver.records.tasks(claimId).find(({ taskId, status }) => taskId === openTaskId && status === 'OPEN');
  }

  /** The execution at work on one of the open claims. */
  executionOf(which: number): string | undefined {
    const open = this.#claims().filter((claim) => !hasEnded(claim));
    const claim = open[which % open.length];
    return claim && claims.executionName(claim);
  }

  /** A time to wait: no more than two days where the staff's tasks would only escalate day by day. */
  bounded(time: number): number {
    const waits = this.#claims().some(({ status }) => status === 'OFFERED' || status === 'DOCUMENTS_REQUESTED');
    return waits ? time : Math.min(time, 49 * HOUR);
  }

  /** Whether a year may go by: only offers wait, and none has gone by yet. */
  isPatient(): boolean {
    const open = this.#claims().filter((claim) => !hasEnded(claim));
    const waits = open.length > 0 && open.every(({ status, halted }) => status === 'OFFERED' && !halted);
    if (waits) this.#yearsGone += 1;
    return waits && this.#yearsGone === 1;
  }

  /** Ops stop or restart the execution of one of the open claims. */
  async order(order: 'stop' | 'restart', which: number): Promise<void> {
    const executionName = this.executionOf(which);
    if (executionName === undefined) return;
    const route = `POST /v1/executions/{executionName}/${order}`;
    const { status } = await this.driver.call({ route, params: { executionName }, as: ops, body: { reason: '演练' } });
    if (![202, 404, 409].includes(status)) throw new Error(`${order} of ${executionName} was answered ${status}`);
    this.tally.count(`fault: ops ${order} ${status}`);
  }

  /** Nothing goes wrong any more and everybody does their work: every claim comes to its end. */
  async workOff(): Promise<void> {
    const { driver } = this;
    driver.endTroubles();
    for (let idle = 0; idle < 6; ) {
      const open = this.#claims().filter((claim) => !hasEnded(claim));
      if (open.length === 0) return;
      const taken = await this.#workOn(open);
      idle = taken ? 0 : idle + 1;
      await driver.advance(taken ? MINUTE : 13 * HOUR);
      await this.#assertAll();
    }
    const stuck = this.#claims().filter((claim) => !hasEnded(claim));
    throw new Error(`Never ended: ${stuck.map(({ claimId, status }) => `${claimId} ${status}`).join(', ')}`);
  }

  /** All that there is to say of a claim that stands still. */
  async #told(claim: Claim) {
    const { records } = this.driver;
    const tasks = records
      .tasks(claim.claimId)
      .map(({ kind, status, dueAt, resume }) => ({ kind, status, dueAt, resume }));
    const events = records.events(claim.claimId).map(({ type, at, data }) => `${at} ${type} ${JSON.stringify(data)}`);
    const execution = await this.driver.execution(claims.executionName(claim));
    return { now: new Date(this.driver.now()).toISOString(), claim, tasks, events, execution };
  }

  /** Whether somebody had something to do for one of the claims. */
  async #workOn(open: readonly Claim[]): Promise<boolean> {
    let taken = false;
    for (const claim of open) {
      if (claim.halted) {
        const executionName = claims.executionName(claim);
        const call = { route: 'POST /v1/executions/{executionName}/restart', params: { executionName }, as: ops };
        taken = (await this.driver.call({ ...call, body: { reason: '恢复' } })).status === 202;
        continue;
      }
      for (const action of workOn(this.driver, claim)) {
        if ((await this.#take(action)) >= 300) continue;
        taken = true;
        break;
      }
    }
    return taken;
  }

  #claims(): Claim[] {
    return this.driver.records.claims().sort((a, b) => (a.claimId < b.claimId ? -1 : 1));
  }
}
