import { describe, expect, test } from '@jest/globals';
import type { Deadline } from '../../../functions/deadlines/deadline.ts';
import { explain } from '../../../functions/deadlines/explanation/explain.ts';
import { told } from '../../../functions/deadlines/happening.ts';
import { countedOf, keptBy } from '../../../functions/deadlines/keeping.ts';
import { reckoned } from '../../../functions/deadlines/reckoning.ts';

const now = new Date('2026-09-30T02:00:00.000Z');
const facts = { line: 'motor', tier: 'standard', holder: 'person', complex: true } as const;
const of = { caseId: 'clm_1', caseReference: 'C1', customerId: 'cus_1', branchId: 'HQ', facts };
const at = (day: string, hour = '02') => `2026-09-${day}T${hour}:00:00.000Z`;

/** The clock of a rule after what happened, in the pack of the law. */
function clock(rule: string, ...happened: readonly (readonly [string, string])[]): Deadline {
  const happenings = happened.map(([type, moment]) => ({ type: `claim.${type}.v1`, at: moment }));
  const found = keptBy({ ...of, packs: { CN: '2026-11' } }, [], happenings, now).find(
    ({ after }) => after.rule === rule,
  );
  if (!found) throw new Error(`No clock of ${rule}`);
  return found.after;
}

function arrived(deadline: Deadline): Deadline {
  const counted = countedOf(deadline);
  const telling = { letter: 'claim-documents-requested', messageId: 'msg_1', orderedAt: at('05') };
  return reckoned(told(deadline, counted.rule, { ...telling, receivedAt: at('05', '09') }), counted, now);
}

const asked = [['documents-submitted', at('01')] as const, ['documents-requested', at('05')] as const];

describe('a denial before Golden Week', () => {
  const explained = explain(clock('art24', ['denied', at('30')]));

  test('tells rule, start, length and the three dates in English', () => {
    expect(explained.sentences.en).toEqual([
      'Written denial with reasons, after the assessment. The law: Insurance Law of the PRC (2015), art. 24.',
      'It began on September 30, 2026 at 10:00 AM with the denial; that day is not counted.',
      'It lasts 3 calendar days.',
      'It is due at the end of Saturday, October 3, 2026.',
      'That is a day off; moved past it, as article 203 of the Civil Code has it, it would end on Thursday, October 8, 2026.',
      'The last working day before it, by which we work, is Wednesday, September 30, 2026.',
      'Times and days are those of Asia/Shanghai.',
    ]);
  });

  test('and in Chinese', () => {
    expect(explained.sentences['zh-CN']).toEqual([
      '拒赔通知书的发出。法定期限：《中华人民共和国保险法》（2015年修正）第24条。',
      '自2026年9月30日 10:00“作出拒赔决定”起算，当日不计入。',
      '期限为 3 个自然日。',
      '届满日为2026年10月3日星期六（当日24时）。',
      '该日为休假日，依《民法典》第二百零三条顺延至2026年10月8日星期四。',
      '此前最后一个工作日为2026年9月30日星期三，我们以此安排工作。',
      '以上时间和日期均按 Asia/Shanghai 时区计算。',
    ]);
  });

  test('counts each day from the one after its start', () => {
    expect(explained.days).toEqual([
      { day: '2026-09-30', reason: 'start' },
      { day: '2026-10-01', reason: 'counted', nth: 1 },
      { day: '2026-10-02', reason: 'counted', nth: 2 },
      { day: '2026-10-03', reason: 'counted', nth: 3 },
    ]);
  });
});

describe('a pause', () => {
  test('that is proven is told with its whole days, which are skipped', () => {
    const { days, pauses, sentences } = explain(
      arrived(clock('art23-assess', ...asked, ['documents-completed', at('15')])),
    );
    expect(pauses).toMatchObject([{ counted: true, wholeDays: 9 }]);
    expect(days.filter(({ reason }) => reason === 'stopped').map(({ day }) => day)).toEqual(
      Array.from({ length: 9 }, (_, n) => `2026-09-${String(6 + n).padStart(2, '0')}`),
    );
    expect(sentences.en.join()).toContain('It stood still from September 5, 2026 at 5:00 PM');
  });

  test('that nobody can prove is told as such, and no day is skipped', () => {
    const { days, pauses, sentences } = explain(clock('art23-assess', ...asked, ['documents-completed', at('15')]));
    expect(pauses).toMatchObject([{ counted: false }]);
    expect(days.some(({ reason }) => reason === 'stopped')).toBe(false);
    expect(sentences['zh-CN'].join()).toContain('无法证明已告知客户');
  });

  test('that goes on shows the days up to it, and no last one', () => {
    const { days, deadline, sentences } = explain(arrived(clock('art23-assess', ...asked)));
    expect(deadline.state).toBe('PAUSED');
    expect(days.at(-1)).toEqual({ day: '2026-09-05', reason: 'counted', nth: 4 });
    expect(sentences.en.join()).not.toContain('It is due');
  });
});
