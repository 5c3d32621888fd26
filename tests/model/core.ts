import type { Policy } from '../../functions/policies/policy.ts';
import type { Caller } from '../support/api.ts';
import { Cover, type Row } from './cover.ts';
import type { Driver } from './driver.ts';
import type { Tally } from './tally.ts';

const integration: Caller = { role: 'integration' };

/** The core system, which says what holds of the policy while claims are under way, and what the product must make of that. */
export class Core {
  readonly #driver: Driver;
  readonly #tally: Tally;
  readonly #cover: Cover;
  /** What was not as it must be. */
  readonly wrong: string[] = [];

  constructor(driver: Driver, tally: Tally) {
    this.#driver = driver;
    this.#tally = tally;
    this.#cover = new Cover(driver.records.policy());
    driver.records.onEvent(({ type, caseId, data }) => {
      if (type === 'claim.reported.v1') this.#holdsTerm(caseId);
      if (type === 'claim.triaged.v1') this.#holdsStatus(caseId, data.doubts);
    });
    const used = new Map<number, number>();
    driver.records.onTerm(({ term, limitUsed, sumInsured }) => {
      const isMore = limitUsed.amount > (used.get(term) ?? 0);
      used.set(term, limitUsed.amount);
      if (!isMore || limitUsed.amount <= sumInsured.amount) return;
      this.wrong.push(`${limitUsed.amount} of term ${term} was approved when ${sumInsured.amount} was insured`);
    });
  }

  /** Another status, from now on or dated back. */
  async status(status: Policy['status'], hoursAgo: number): Promise<void> {
    const head = this.#driver.records.policy();
    const back = new Date(this.#driver.now() - hoursAgo * 3_600_000).toISOString();
    const validFrom = back < head.effectiveAt ? head.effectiveAt : back;
    await this.#says({ ...head, status, ...(hoursAgo > 0 && { validFrom }) });
    this.#tally.count(`turn: the policy is ${status}${hoursAgo > 0 ? ', dated back' : ''}`);
  }

  /** Another sum insured, which may be less than claims have used. */
  async limit(amount: number): Promise<void> {
    const head = this.#driver.records.policy();
    await this.#says({ ...head, sumInsured: { ...head.sumInsured, amount } });
    this.#tally.count(`turn: the limit is ${amount < head.limitUsed.amount ? 'less than is used' : 'another'}`);
  }

  /** The term ends now, and the next begins, with its whole limit. */
  async renew(amount: number): Promise<void> {
    const head = this.#driver.records.policy();
    const now = new Date(this.#driver.now()).toISOString();
    if (head.effectiveAt >= now) return;
    await this.#says({ ...head, expiresAt: now });
    const sumInsured = { ...head.sumInsured, amount };
    await this.#says({ ...head, status: 'IN_FORCE', sumInsured, effectiveAt: now });
    this.#tally.count('turn: the policy is renewed');
  }

  async #says({ status, effectiveAt, expiresAt, sumInsured, validFrom }: Row): Promise<void> {
    const row = { status, effectiveAt, expiresAt, sumInsured, validFrom };
    const { policyNumber, customerId, line, plan, perils } = this.#driver.records.policy();
    const body = { items: [{ policyNumber, customerId, line, plan, perils, ...row }] };
    const at = new Date(this.#driver.now()).toISOString();
    const answer = await this.#driver.call({ route: 'POST /v1/policies/batch', as: integration, body });
    const told = JSON.stringify(answer.body);
    if (!/"outcome":"(written|unchanged)"/.test(told)) throw new Error(`${JSON.stringify(row)} was answered ${told}`);
    this.#cover.learn(row, at);
  }

  /** A claim is held against the term of its loss. */
  #holdsTerm(claimId: string): void {
    const { lossAt, policyTerm } = this.#driver.records.claim(claimId);
    const term = this.#cover.termOf(lossAt);
    if (policyTerm !== term) this.wrong.push(`Claim ${claimId} is held against term ${policyTerm}, and not ${term}`);
  }

  /** A claim is held against what its term was at the loss, whatever it is by now. */
  #holdsStatus(claimId: string, doubts: unknown): void {
    const { lossAt } = this.#driver.records.claim(claimId);
    const inForce = this.#cover.isInForce(lossAt);
    const doubted = Array.isArray(doubts) && doubts.includes('not-in-force');
    if (doubted === inForce)
      this.wrong.push(`Claim ${claimId} of ${lossAt} is ${inForce ? '' : 'not '}insured, and ${doubts}`);
    if (!inForce) this.#tally.count('turn: a loss is not insured');
  }
}
