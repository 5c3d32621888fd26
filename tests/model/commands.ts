import fc from 'fast-check';
import { customer, smallLoss } from '../support/claim-story.ts';
import type { Mishap } from '../support/house/troubles.ts';
import type { World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** One step of a sequence: what happens, as its name tells. */
export interface Command {
  readonly name: string;
  run(world: World): Promise<unknown>;
}

const losses = [
  smallLoss,
  { ...smallLoss, cause: 'collision', estimate: { amount: 1_500_000, currency: 'CNY' } },
  { ...smallLoss, cause: 'theft', injury: true },
  { ...smallLoss, cause: 'fire', estimate: { amount: 20_000_000, currency: 'CNY' } },
  { ...smallLoss, cause: 'illness' },
] as const;

/** Of a loss that has just happened, or of a day before what was last said of the policy. */
const report = fc.tuple(fc.nat(losses.length - 1), fc.constantFrom(1, 1, 30)).map(([loss, hours]) => ({
  name: `report ${losses[loss]?.cause} of ${hours} h ago`,
  async run({ driver }: World) {
    const lossAt = new Date(driver.now() - hours * HOUR).toISOString();
    await driver.call({ route: 'POST /v1/claims', as: customer, body: { ...losses[loss], lossAt } });
  },
}));

/** Somebody does one of the things that may be done now. */
const act = fc.nat().map((chance) => ({ name: `act ${chance}`, run: (world: World) => world.act(chance) }));

/** Longer than any wait of the staff, of the customer for an offer, and for documents. */
const times = [5 * MINUTE, 2 * HOUR, 25 * HOUR, 11 * DAY, 31 * DAY];
const wait = fc.constantFrom(...times).map((time) => ({
  name: `wait ${time / HOUR} h`,
  run: (world: World) => world.driver.advance(world.bounded(time)),
}));

/** A year goes by, once, and then somebody does something. Only while offers wait: a task of the staff would escalate each day. */
const year = fc.nat().map((chance) => ({
  name: `a year, then act ${chance}`,
  async run(world: World) {
    if (!world.isPatient()) return;
    await world.driver.advance(366 * DAY);
    world.tally.count('fault: a year goes by');
    await world.act(chance);
  },
}));

const mishaps: readonly Mishap[] = [
  'step-dies-early',
  'step-dies-late',
  'step-hangs',
  'effect-fails',
  'effect-answer-lost',
  'event-lost',
];
const mishap = fc.tuple(fc.constantFrom(...mishaps), fc.nat()).map(([what, chance]) => ({
  name: `${what}, act ${chance}`,
  async run(world: World) {
    world.driver.mishap(what);
    await world.act(chance);
  },
}));

/** Steps are throttled past the end of a wait, and somebody does something meanwhile. */
const throttled = fc.tuple(fc.constantFrom(5 * MINUTE, 25 * HOUR, 11 * DAY), fc.nat()).map(([time, chance]) => ({
  name: `throttled for ${time / HOUR} h, act ${chance}`,
  async run(world: World) {
    const { driver } = world;
    driver.outage('steps', true);
    world.tally.count('fault: steps throttled');
    await driver.advance(world.bounded(time) + 5 * MINUTE);
    await world.act(chance);
    driver.outage('steps', false);
    await driver.advance(2 * HOUR);
  },
}));

/** Nothing can be started for longer than the relay tries; a claim is reported meanwhile. */
const unstartable = fc.tuple(report, fc.constantFrom(10 * MINUTE, 7 * HOUR)).map(([reported, time]) => ({
  name: `no starts for ${time / HOUR} h, ${reported.name}`,
  async run(world: World) {
    world.driver.outage('starts', true);
    world.tally.count('fault: starts fail');
    await reported.run(world);
    await world.driver.advance(time);
    world.driver.outage('starts', false);
    await world.driver.advance(2 * HOUR);
  },
}));

/** A step fails for days in a way that no rule foresees, and so does the hand-over. */
const broken = fc.tuple(fc.boolean(), fc.nat()).map(([handsOver, chance]) => ({
  name: `broken${handsOver ? '' : ' with the hand-over'}, act ${chance}`,
  async run(world: World) {
    world.tally.count(`fault: broken${handsOver ? '' : ' with the hand-over'}`);
    world.driver.breaks(handsOver ? steps : [...steps, 'handover']);
    await world.act(chance);
    await world.driver.advance(3 * DAY);
    world.driver.breaks([]);
  },
}));
const steps = [
  'begin',
  'survey',
  'adjudication',
  'review',
  'offer',
  'documents',
  'payClaim',
  'closeClaim',
  'payee-check',
  'payment-repair',
];

/** An execution is stopped from outside, its event told or lost, and somebody does something. */
const aborted = fc.tuple(fc.nat(), fc.boolean(), fc.nat()).map(([which, told, chance]) => ({
  name: `abort ${which}${told ? '' : ' untold'}, act ${chance}`,
  async run(world: World) {
    const name = world.executionOf(which);
    if (name === undefined || (await world.driver.execution(name)).status !== 'RUNNING') return;
    world.tally.count(`fault: aborted${told ? '' : ', untold'}`);
    world.driver.outage('events', !told);
    await world.driver.abort(name);
    await world.act(chance);
    world.driver.outage('events', false);
  },
}));

/** Somebody decides, nothing can follow from it for a while, and the customer withdraws meanwhile. */
const regretted = fc.nat().map((chance) => ({
  name: `act ${chance}, then withdraw`,
  async run(world: World) {
    world.driver.outage('steps', true);
    world.tally.count('fault: steps throttled');
    const claimId = await world.act(chance);
    if (claimId) await world.withdraw(claimId);
    world.driver.outage('steps', false);
    await world.driver.advance(2 * HOUR);
  },
}));

/** A claim is reported and withdrawn before anybody could begin with it. */
const shortLived = report.map((reported) => ({
  name: `${reported.name}, then withdraw`,
  async run(world: World) {
    world.driver.breaks(['survey', 'injury-contact', 'adjudication']);
    world.tally.count('fault: broken');
    await reported.run(world);
    await world.withdraw(world.latest());
    world.driver.breaks([]);
  },
}));

const ops = fc.tuple(fc.constantFrom('stop', 'restart'), fc.nat()).map(([order, which]) => ({
  name: `ops ${order} ${which}`,
  run: (world: World) => world.order(order, which),
}));

const refusals = fc.nat().map((chance) => ({
  name: `the provider refuses, act ${chance}`,
  async run(world: World) {
    world.driver.refuse(true);
    world.tally.count('fault: the provider refuses');
    await world.act(chance);
    world.driver.refuse(false);
  },
}));

/** The provider contradicts itself, of a payment that it has just let fail or of an older one. */
const contradiction = fc
  .tuple(fc.nat(), fc.constantFrom('paid', 'unpaid', 'wait', 'nothing'), fc.boolean())
  .map(([chance, outcome, fails]) => ({
    name: `${fails ? 'a payment fails, and ' : ''}contradiction ${chance}, found ${outcome}`,
    async run(world: World) {
      if (fails) await world.failPayment();
      world.tally.count('fault: the provider contradicts itself');
      await world.contradict(chance, outcome);
    },
  }));

/** What the policy is, from now on or dated back. */
const status = fc
  .tuple(fc.constantFrom('SUSPENDED', 'CANCELLED', 'IN_FORCE', 'IN_FORCE'), fc.constantFrom(0, 2, 30))
  .map(([said, hours]) => ({
    name: `the policy is ${said}, ${hours} h ago`,
    run: ({ core }: World) => core.status(said, hours),
  }));

/** Less than some claims ask for, more than all of them, and what it is at first. */
const limits = [300_000, 18_000_000, 30_000_000, 60_000_000] as const;
const limit = fc.constantFrom(...limits).map((amount) => ({
  name: `the limit is ${amount}`,
  run: ({ core }: World) => core.limit(amount),
}));
const renewal = fc.constantFrom(...limits).map((amount) => ({
  name: `the policy is renewed with ${amount}`,
  run: ({ core }: World) => core.renew(amount),
}));

/** A task is given to somebody, who may be on leave. */
const given = fc.nat().map((which) => ({
  name: `give ${which}`,
  run: ({ desk }: World) => desk.give(which),
}));

/** Whoever was given a task goes on leave, for less time than an offer waits, and some hours go by. */
const leave = fc
  .tuple(fc.nat(), fc.constantFrom(-1, 0, 3), fc.constantFrom(2, 30, 48), fc.boolean(), fc.nat(1))
  .map(([which, from, to, stoodIn, goesBy]) => ({
    name: `give ${which} and leave, from ${from} h to ${from + to} h${stoodIn ? ', stood in for' : ''}`,
    async run({ desk, driver }: World) {
      const person = await desk.give(which);
      if (!person) return;
      await desk.leave(person, from, from + to, stoodIn);
      await driver.advance(goesBy * 2 * HOUR);
    },
  }));

/** So that a counterexample is read by its names. */
class Named implements Command {
  readonly name: string;
  readonly run: Command['run'];

  constructor({ name, run }: Command) {
    this.name = name;
    this.run = run;
  }

  toString(): string {
    return this.name;
  }
}

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 20, arbitrary: act },
  { weight: 4, arbitrary: report },
  { weight: 4, arbitrary: wait },
  { weight: 4, arbitrary: mishap },
  { weight: 3, arbitrary: throttled },
  { weight: 2, arbitrary: aborted },
  { weight: 1, arbitrary: unstartable },
  { weight: 1, arbitrary: broken },
  { weight: 4, arbitrary: regretted },
  { weight: 2, arbitrary: shortLived },
  { weight: 1, arbitrary: ops },
  { weight: 1, arbitrary: refusals },
  { weight: 3, arbitrary: contradiction },
  { weight: 1, arbitrary: year },
  { weight: 2, arbitrary: status },
  { weight: 1, arbitrary: limit },
  { weight: 1, arbitrary: renewal },
  { weight: 1, arbitrary: given },
  { weight: 3, arbitrary: leave },
);

/** Sequences of that many commands, the first of which reports a claim. */
export function sequences(length: number): fc.Arbitrary<Command[]> {
  const more = fc.array(command, { minLength: length - 1, maxLength: length - 1, size: 'max' });
  return fc.tuple(report, more).map(([first, rest]) => [first, ...rest].map((one) => new Named(one)));
}
