import { describe, expect, test } from '@jest/globals';
import type { Deadline } from '../../../functions/deadlines/deadline.ts';
import { happened, told } from '../../../functions/deadlines/happening.ts';
import { countedOf, keptBy } from '../../../functions/deadlines/keeping.ts';
import { reckoned } from '../../../functions/deadlines/reckoning.ts';
import { woken } from '../../../functions/deadlines/waking/woken.ts';

const now = new Date('2026-09-01T02:00:00.000Z');
const at = (day: string, hour = '02') => `2026-09-${day}T${hour}:00:00.000Z`;
const facts = { line: 'motor', tier: 'standard', holder: 'person', complex: true } as const;
const of = {
  ...{ caseId: 'clm_1', caseReference: 'C1', customerId: 'cus_1', branchId: 'HQ', facts },
  packs: { CN: '2026-11', 'CN-promise': '2026-11' },
};

/** The thirty days of art. 23, begun on 1 September 2026, after what happened. */
function assessment(...happenings: readonly [type: string, at: string][]): Deadline {
  const [found] = keptBy(
    { ...of, packs: { CN: '2026-11' } },
    [],
    [['documents-submitted', at('01')] as const, ...happenings].map(([type, when]) => ({
      type: `claim.${type}.v1`,
      at: when,
    })),
    now,
  ).filter(({ after }) => after.rule === 'art23-assess');
  if (!found) throw new Error('No clock');
  return found.after;
}

const tell = (deadline: Deadline, orderedAt: string, receivedAt: string) => {
  const counted = countedOf(deadline);
  const telling = { letter: 'claim-documents-requested', messageId: 'msg_1', orderedAt, dispatchedAt: orderedAt };
  return reckoned(told(deadline, counted.rule, { ...telling, receivedAt }), counted, now);
};

describe('the thirty days of article 23', () => {
  const asked = ['documents-requested', at('05')] as const;
  const sent = ['documents-completed', at('15')] as const;

  test('are over on the thirtieth day after the documents', () => {
    expect(assessment()).toMatchObject({ state: 'RUNNING', due: '2026-10-01T16:00:00.000Z' });
  });

  test('go on while the customer is asked and nothing proves that they know', () => {
    expect(assessment([...asked], [...sent])).toMatchObject({ state: 'RUNNING', due: '2026-10-01T16:00:00.000Z' });
  });

  test('stand still from the arrival of the notice until the documents, whichever is learnt first', () => {
    const early = tell(assessment([...asked]), at('05'), at('05', '09'));
    expect(early).toMatchObject({ state: 'PAUSED' });
    expect(early.due).toBeUndefined();
    const { rule } = countedOf(early);
    const counted = countedOf(early);
    const ended = reckoned(happened(early, rule, { type: 'claim.documents-completed.v1', at: at('15') }), counted, now);
    const late = tell(assessment([...asked], [...sent]), at('05'), at('05', '09'));
    expect(late).toEqual(ended);
    // 6 to 14 September are nine whole days.
    expect(late).toMatchObject({ state: 'RUNNING', due: '2026-10-10T16:00:00.000Z' });
  });

  test('do not stand still for a notice that arrived after the documents', () => {
    const late = tell(assessment([...asked], [...sent]), at('05'), at('16'));
    expect(late).toMatchObject({ state: 'RUNNING', due: '2026-10-01T16:00:00.000Z' });
  });

  test('take the earliest proof, and the same again changes nothing', () => {
    const once = tell(assessment([...asked], [...sent]), at('05'), at('07'));
    expect(tell(once, at('05'), at('09'))).toEqual(once);
    expect(tell(once, at('05'), at('06'))).toMatchObject({ pauses: [{ toldAt: at('06') }] });
  });

  test('are kept by a decision, and nothing that comes after changes that', () => {
    const kept = assessment(['denied', at('20')], ['documents-requested', at('21')], ['approved', at('22')]);
    expect(kept).toMatchObject({ state: 'SATISFIED', satisfiedAt: at('20'), satisfiedBy: 'claim.denied.v1' });
    expect(kept.pauses).toBeUndefined();
    expect(kept.wakeAt).toBeUndefined();
  });

  test('end with a claim that is withdrawn, neither kept nor broken', () => {
    expect(assessment(['withdrawn', at('03')])).toMatchObject({ state: 'CANCELLED' });
  });
});

describe('a denial letter', () => {
  const denied = () => {
    const [found] = keptBy({ ...of, packs: { CN: '2026-11' } }, [], [{ type: 'claim.denied.v1', at: at('01') }], now);
    if (!found) throw new Error('No clock');
    return found.after;
  };

  test('is in time when it was sent off within three days, not when it was decided', () => {
    const clock = denied();
    expect(clock).toMatchObject({ rule: 'art24', state: 'RUNNING', due: '2026-09-04T16:00:00.000Z' });
    const counted = countedOf(clock);
    const telling = { letter: 'claim-denied', messageId: 'msg_1', orderedAt: at('01'), dispatchedAt: at('02') };
    const kept = reckoned(told(clock, counted.rule, telling), counted, now);
    expect(kept).toMatchObject({ state: 'SATISFIED', satisfiedAt: at('02'), satisfiedBy: 'msg_1' });
  });

  test('is late when it was sent off later, also where nobody had looked before', () => {
    const clock = denied();
    const counted = countedOf(clock);
    const telling = { letter: 'claim-denied', messageId: 'msg_1', orderedAt: at('01'), dispatchedAt: at('05') };
    const late = reckoned(told(clock, counted.rule, telling), counted, now);
    expect(late).toMatchObject({ state: 'SATISFIED', breachedAt: '2026-09-04T16:00:00.000Z' });
  });

  test('that may have been sent is no proof', () => {
    const clock = denied();
    const { rule } = countedOf(clock);
    expect(told(clock, rule, { letter: 'claim-denied', messageId: 'msg_1', orderedAt: at('01') })).toEqual(clock);
  });
});

describe('the rungs of a clock', () => {
  const decision = () => {
    const begins = { type: 'claim.adjudication-started.v1', at: '2026-12-01T02:00:00.000Z' };
    const [found] = keptBy({ ...of, packs: { 'CN-promise': '2026-11' } }, [], [begins], now);
    if (!found) throw new Error('No clock');
    return found.after;
  };

  test('are waited for one after the other, each reached once, then it is missed, once', () => {
    let clock = decision();
    const seen: unknown[] = [];
    for (let turn = 0; clock.wakeAt && turn < 10; turn += 1) {
      const { after, rungs, missed } = woken(clock, countedOf(clock), new Date(clock.wakeAt));
      seen.push([clock.wakeAt, rungs, missed]);
      clock = after;
    }
    expect(seen).toEqual([
      ['2026-12-01T14:00:00.000Z', [50], false],
      ['2026-12-01T21:12:00.000Z', [80], false],
      ['2026-12-02T00:48:00.000Z', [95], false],
      ['2026-12-02T02:00:00.000Z', [100], true],
    ]);
    expect(clock).toMatchObject({
      state: 'BREACHED',
      breachedAt: '2026-12-02T02:00:00.000Z',
      reached: [50, 80, 95, 100],
    });
  });

  test('that passed while nobody looked are reached at once, and not again', () => {
    const clock = decision();
    const { after, rungs } = woken(clock, countedOf(clock), new Date('2026-12-01T22:00:00.000Z'));
    expect(rungs).toEqual([50, 80]);
    expect(woken(after, countedOf(after), new Date('2026-12-01T22:01:00.000Z')).rungs).toEqual([]);
  });

  test('that were reached stay so when the clock is extended, and those ahead move with it', () => {
    const clock = decision();
    const counted = countedOf(clock);
    const { after } = woken(clock, counted, new Date('2026-12-01T22:00:00.000Z'));
    const approvedBy = { sub: 'u-1', name: '赵主管' };
    const extensions = [{ length: 24, approvedBy, reason: '…', at: '2026-12-01T22:00:00.000Z' }];
    const longer = reckoned({ ...after, extensions }, counted, now);
    expect(longer).toMatchObject({
      due: '2026-12-03T02:00:00.000Z',
      reached: [50, 80],
      wakeAt: '2026-12-02T23:36:00.000Z',
    });
  });
});

describe('a complaint whose time begins anew', () => {
  const facts = { line: 'motor', tier: 'standard', holder: 'person', complex: false } as const;
  const happenings = [
    { type: 'complaint.received.v1', at: at('01') },
    { type: 'complaint.new-facts-received.v1', at: at('10') },
  ];
  const clocks = (given: typeof happenings) =>
    keptBy({ ...of, facts, packs: { CN: '2026-11' } }, [], given, now)
      .map(({ after }) => after)
      .filter(({ rule }) => rule === 'cmp.decide.simple');

  test('has a second clock from the new facts, and the first is superseded', () => {
    expect(clocks(happenings)).toMatchObject([
      { generation: 1, state: 'SUPERSEDED', startedAt: at('01'), endedAt: at('10') },
      { generation: 2, state: 'RUNNING', startedAt: at('10'), due: '2026-09-25T16:00:00.000Z' },
    ]);
  });

  test('has none from new facts that come after it was withdrawn', () => {
    const withdrawn = { type: 'complaint.withdrawn.v1', at: at('05') };
    const [first, later] = happenings;
    if (!first || !later) throw new Error('Nothing happened');
    expect(clocks([first, withdrawn, later])).toMatchObject([{ generation: 1, state: 'CANCELLED' }]);
  });
});

test('an interval that was told of later than its rule allows is not taken off', () => {
  const deadline = assessment(['documents-requested', at('05')], ['documents-completed', at('15')]);
  const { rule } = countedOf(deadline);
  const limited = { ...rule, pausedBy: rule.pausedBy?.map((interval) => ({ ...interval, withinHours: 24 })) };
  const telling = { letter: 'claim-documents-requested', messageId: 'msg_1', orderedAt: at('05') };
  const toldAt = (receivedAt: string) => told(deadline, limited, { ...telling, receivedAt }).pauses?.[0]?.toldAt;
  expect(toldAt(at('06'))).toBe(at('06'));
  expect(toldAt(at('06', '03'))).toBeUndefined();
});
