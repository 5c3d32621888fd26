import { describe, expect, test } from '@jest/globals';
import { assertMay, evolve } from '../../../functions/cases/case.ts';
import { continuation, type RestartReason, restart, startOf } from '../../../functions/cases/restart.ts';
import type { Claim, ClaimStatus } from '../../../functions/claims/claim.ts';
import { claims } from '../../../functions/claims/claim-store.ts';
import { claimStatuses, claimType } from '../../../functions/claims/claim-type.ts';
import { DomainError } from '../../../functions/platform/problems.ts';
import { system } from '../../../functions/platform/record/events.ts';
import { aClaim, at, now } from '../../support/fixtures.ts';

const next: Readonly<Record<ClaimStatus, readonly ClaimStatus[]>> = claimType.transitions;
const pairs = claimStatuses.flatMap((from) => claimStatuses.map((to) => ({ from, to })));
const refused = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, ...error.detail };
  }
  return undefined;
};

describe('a transition', () => {
  test.each(pairs.filter(({ from, to }) => next[from].includes(to)))('from $from to $to may be', ({ from, to }) => {
    expect(() => assertMay(claimType, aClaim(from), to)).not.toThrow();
  });

  test.each(pairs.filter(({ from, to }) => !next[from].includes(to)))(
    'from $from to $to is refused',
    ({ from, to }) => {
      const refusal = refused(() => assertMay(claimType, aClaim(from), to));
      expect(refusal).toMatchObject({ code: 'illegal-state', en: expect.stringContaining(from) });
      if (from !== to) expect(refused(() => evolve(claimType, aClaim(from), changeTo(to)))).toEqual(refusal);
    },
  );

  test('that a type has no words of its own for is refused in both languages', () => {
    const { cannotBecome, ...wordless } = claimType;
    expect(refused(() => assertMay(wordless, aClaim('CLOSED'), 'PAID'))).toEqual({
      code: 'illegal-state',
      en: 'A case that is CLOSED cannot become PAID',
      'zh-CN': '案件状态不能由“CLOSED”变更为“PAID”',
    });
  });

  test('leads from everywhere but the ends to an end', () => {
    const ends = claimStatuses.filter((status) => next[status].length === 0);
    expect(ends).toEqual(['CLOSED', 'WITHDRAWN']);
    expect(claimStatuses.filter((status) => !ends.some((end) => reaches(status, end)))).toEqual([]);
  });

  test('to WITHDRAWN may be for as long as no payment is ordered and no denial is final', () => {
    const may = claimStatuses.filter((status) => next[status].includes('WITHDRAWN'));
    const late = ['PAYMENT_ORDERED', 'PAID', 'DENIED', 'CLOSED', 'WITHDRAWN'];
    expect(may).toEqual(claimStatuses.filter((status) => !late.includes(status)));
  });
});

function changeTo(status: ClaimStatus) {
  return { happened: 'changed', set: { status } };
}

function reaches(from: ClaimStatus, end: ClaimStatus, seen: readonly ClaimStatus[] = []): boolean {
  if (from === end) return true;
  return next[from].some((status) => !seen.includes(status) && reaches(status, end, [...seen, from]));
}

describe('a change', () => {
  const read = aClaim('OFFERED', { restarts: 2, openTaskId: 'tsk_1' });

  test('counts the version up, says when, and leaves the rest as it was', () => {
    const { restarts, ...rest } = read;
    const { after } = claims.change(read, [{ happened: 'looked-at' }], system, now);
    expect(after).toEqual({ ...rest, version: 5, updatedAt: at(0) });
  });

  test('begins the count of restarts anew, but for a restart itself', () => {
    expect(evolve(claimType, read, { happened: 'looked-at' }).restarts).toBeUndefined();
    expect(evolve(claimType, read, restart(read, 'ordered')).restarts).toBe(3);
  });

  test('takes away what it drops', () => {
    const change = { happened: 'disputed', set: { status: 'DISPUTED' }, drops: ['reserved'] } as const;
    const after = evolve(claimType, read, change);
    expect(after).toMatchObject({ status: 'DISPUTED', openTaskId: 'tsk_1' });
    expect(after).not.toHaveProperty('reserved');
  });

  test('takes away all that it drops, where that is more than one thing', () => {
    const claim = aClaim('AGREED', { openTaskId: 'tsk_1', paymentOrderId: 'pay_1' });
    const after = evolve(claimType, claim, { happened: 'mended', drops: ['openTaskId', 'paymentOrderId'] });
    expect(Object.keys(claim).filter((field) => !(field in after))).toEqual(['openTaskId', 'paymentOrderId']);
  });

  test('to a status whose fields are not there is refused by the schema', () => {
    const claim = aClaim('AGREED');
    expect(() => evolve(claimType, claim, changeTo('PAYMENT_ORDERED'))).toThrow(/paymentOrderId/);
  });
});

describe('another execution', () => {
  const read = aClaim('OFFERED', { execution: 7, halted: true });
  const changed = (change: Parameters<typeof evolve<Claim>>[2]) => evolve(claimType, read, change);

  test.each<RestartReason>(['execution-ended', 'execution-missing', 'no-progress', 'resumed', 'ordered'])(
    'takes over by a restart that is %s: it is the next one, counted, and no longer halted',
    (reason) => {
      const change = restart(read, reason, 'queue was full');
      expect(change).toMatchObject({ happened: 'restarted', data: { reason }, note: 'queue was full' });
      expect(changed(change)).toMatchObject({ status: 'OFFERED', execution: 8, restarts: 1 });
      expect(changed(change).halted).toBeUndefined();
    },
  );

  test('continues an old one without being counted as a restart', () => {
    const change = continuation(read);
    expect(change.happened).toBe('continued');
    expect(changed(change)).toMatchObject({ status: 'OFFERED', execution: 8 });
    expect(changed(change).restarts).toBeUndefined();
  });

  test('is started by the name that the case has, and stops another only where it is told to', () => {
    const starts = { workflow: 'claim-lifecycle', name: 'claim-clm_1-7', input: { caseId: 'clm_1' } };
    expect(startOf(claims, read)).toEqual({ outbox: 'start', starts });
    const replaces = 'claim-clm_1-6';
    expect(startOf(claims, read, replaces)).toEqual({ outbox: 'start', starts: { ...starts, replaces } });
  });
});
