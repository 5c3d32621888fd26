import { describe, expect, test } from '@jest/globals';
import { tasksOf } from '../../functions/tasks/task-store.ts';
import { cny, customer, handler, smallLoss, storyOf, supervisor, surveyor } from '../support/claim-story.ts';
import { type House, house } from '../support/house/house.ts';
import { listed } from '../support/listed.ts';
import { portfolio } from '../support/portfolio.ts';
import { promisedHours } from '../support/promised.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const approve = { outcome: 'approve', amount: cny(320_000) };
const deny = { outcome: 'deny', clause: '第七条', reasons: '未投保' };

async function scenario() {
  const inside = await house({ deliveries: 2 });
  await portfolio(inside.table);
  return { ...inside, ...storyOf(inside) };
}
type Scenario = Awaited<ReturnType<typeof scenario>>;

/** Supervisors resume whatever is handed over to them. */
async function mend(it: Scenario): Promise<void> {
  const task = await it.openTask('claims-supervisor');
  if (task?.kind === 'handover') await it.decide('claims-supervisor', { outcome: 'resume' }, supervisor);
}

/** Everybody does what is theirs until the claim is closed, or nobody has anything left to do. */
async function workOff(it: Scenario, claimId: string): Promise<string> {
  for (let round = 0; round < 12; round += 1) {
    const { status } = await it.claim(claimId);
    if (status === 'CLOSED' || status === 'WITHDRAWN') break;
    if (status === 'OFFERED') await it.accept(claimId);
    else if (status === 'PAYMENT_ORDERED') await it.pay(claimId);
    else if (await it.openTask('claims-handler')) await it.decide('claims-handler', approve, handler);
    else {
      const task = await it.openTask('claims-supervisor');
      if (task?.kind === 'handover') await it.decide('claims-supervisor', { outcome: 'resume' }, supervisor);
      else if (task?.kind === 'review') await it.decide('claims-supervisor', { outcome: 'confirm' }, supervisor);
      else if (task) await it.decide('claims-supervisor', approve, supervisor);
      else await it.clock.advance(2 * HOUR);
    }
  }
  return String((await it.claim(claimId)).status);
}

async function openTasks(it: House, claimId: string) {
  return (await listed(it.table, tasksOf(claimId))).filter(({ status }) => status === 'OPEN');
}

interface Story {
  /** Which wait has run out. */
  readonly wait: string;
  readonly until: (it: Scenario) => Promise<string>;
  readonly act: (it: Scenario, claimId: string) => Promise<{ status: number }>;
  readonly becomes: string;
}

const decided: [string, Story][] = [
  [
    'an approval',
    {
      wait: 'decision',
      until: (it) => it.report(),
      act: (it) => it.decide('claims-handler', approve, handler),
      becomes: 'OFFERED',
    },
  ],
  [
    'an assessment',
    {
      wait: 'survey',
      until: (it) => it.report({ ...smallLoss, estimate: cny(1_500_000) }),
      act: (it) => it.decide('surveyor', { outcome: 'assessed', amount: cny(1), findings: '轻微' }, surveyor),
      becomes: 'ADJUDICATION',
    },
  ],
  [
    'an accepted offer',
    {
      wait: 'offer',
      until: async (it) => {
        const claimId = await it.report();
        await it.decide('claims-handler', approve, handler);
        return claimId;
      },
      act: (it, claimId) => it.accept(claimId),
      becomes: 'PAYMENT_ORDERED',
    },
  ],
  [
    'a disputed offer',
    {
      wait: 'offer',
      until: async (it) => {
        const claimId = await it.report();
        await it.decide('claims-handler', approve, handler);
        return claimId;
      },
      act: (it, claimId) => it.dispute(claimId),
      becomes: 'ADJUDICATION',
    },
  ],
  [
    'a confirmed denial',
    {
      wait: 'review',
      until: async (it) => {
        const claimId = await it.report();
        await it.decide('claims-handler', deny, handler);
        return claimId;
      },
      act: (it) => it.decide('claims-supervisor', { outcome: 'confirm' }, supervisor),
      becomes: 'CLOSED',
    },
  ],
];

describe('story 1: a decision made while an expired wait cannot be renewed', () => {
  test.each(decided)('%s has its effect', async (_name, { wait, until, act, becomes }) => {
    const it = await scenario();
    const claimId = await until(it);
    it.troubles.outage.steps = true;
    await it.clock.advance(promisedHours(wait) * HOUR + 5 * MINUTE);
    expect((await act(it, claimId)).status).toBe(200);
    it.troubles.outage.steps = false;
    await it.clock.advance(2 * HOUR);
    await mend(it);
    expect(await it.claim(claimId)).toMatchObject({ status: becomes });
    expect(await openTasks(it, claimId)).toHaveLength(becomes === 'ADJUDICATION' || becomes === 'OFFERED' ? 1 : 0);
  });
});

describe('story 2: a year goes by', () => {
  test('an offer accepted after a year is paid', async () => {
    const it = await scenario();
    const claimId = await it.report();
    await it.decide('claims-handler', approve, handler);
    await it.clock.advance(366 * DAY);
    expect((await it.accept(claimId)).status).toBe(200);
    await it.clock.advance(2 * HOUR);
    expect(await it.claim(claimId)).toMatchObject({ status: 'PAYMENT_ORDERED' });
    expect(await workOff(it, claimId)).toBe('CLOSED');
  });
});

describe('story 3: an execution is stopped', () => {
  test('a decision made afterwards has its effect', async () => {
    const it = await scenario();
    const claimId = await it.report();
    const { executionArn } = await it.execution(claimId);
    await it.stepFunctions.call('StopExecution', { executionArn });
    await it.clock.idle();
    expect((await it.decide('claims-handler', approve, handler)).status).toBe(200);
    await it.clock.advance(2 * HOUR);
    expect(await it.claim(claimId)).toMatchObject({ status: 'OFFERED' });
    expect(await workOff(it, claimId)).toBe('CLOSED');
  });
});

describe('story 4: executions cannot be started', () => {
  test('for longer than the relay tries: the claim is started all the same', async () => {
    const it = await scenario();
    it.troubles.outage.starts = true;
    const claimId = await it.report();
    await it.clock.advance(7 * HOUR);
    it.troubles.outage.starts = false;
    await it.clock.advance(2 * HOUR);
    expect(await it.claim(claimId)).toMatchObject({ status: 'ADJUDICATION' });
    expect(await workOff(it, claimId)).toBe('CLOSED');
  });
});

describe('story 5: documents arrive early', () => {
  const announce = async (it: Scenario, claimId: string, kind: string) => {
    const { body } = await it.call({
      route: 'POST /v1/claims/{claimId}/documents',
      params: { claimId },
      as: customer,
      body: { kind, filename: 'a.jpg', contentType: 'image/jpeg' },
    });
    return String(body.documentId);
  };
  const request = { outcome: 'request-documents', documents: ['photos'] };

  test('before the wait for them opened: it is answered at once', async () => {
    const it = await scenario();
    const claimId = await it.report();
    const documentId = await announce(it, claimId, 'photos');
    it.troubles.outage.steps = true;
    await it.decide('claims-handler', request, handler);
    await it.receive(claimId, documentId);
    it.troubles.outage.steps = false;
    await it.clock.advance(2 * HOUR);
    await mend(it);
    expect(await it.claim(claimId)).toMatchObject({ status: 'ADJUDICATION' });
  });

  test('before anybody asked: the customer is not asked for what they sent', async () => {
    const it = await scenario();
    const claimId = await it.report();
    await it.receive(claimId, await announce(it, claimId, 'photos'));
    const { status, body } = await it.decide('claims-handler', request, handler);
    expect({ status, errors: body.errors }).toMatchObject({ status: 422, errors: [{ pointer: '/documents/0' }] });
    expect((await it.messages()).map(({ template }) => template)).not.toContain('claim-documents-requested');
  });
});

describe('story 6: hand-over and closing', () => {
  test('a step that hangs once is tried again; no person is needed', async () => {
    const it = await scenario();
    it.troubles.next('step-hangs');
    const claimId = await it.report();
    await it.clock.advance(5 * MINUTE);
    expect(await it.claim(claimId)).toMatchObject({ status: 'ADJUDICATION' });
    expect(await it.timeline(claimId)).not.toContain('handed-over');
  });

  test('a step that closed the claim, died and then fails for good leaves nobody a task', async () => {
    const it = await scenario();
    const claimId = await it.report();
    await it.decide('claims-handler', approve, handler);
    await it.accept(claimId);
    it.troubles.next('step-dies-late');
    await it.pay(claimId);
    it.troubles.broken.add('closeClaim');
    await it.clock.advance(HOUR);
    expect(await it.claim(claimId)).toMatchObject({ status: 'CLOSED' });
    expect(await openTasks(it, claimId)).toEqual([]);
    expect(await it.execution(claimId)).toMatchObject({ status: 'SUCCEEDED' });
  });

  test('a hand-over that fails until it gives up leaves a task all the same', async () => {
    const it = await scenario();
    it.troubles.broken.add('adjudication').add('handover');
    const claimId = await it.report();
    await it.clock.advance(4 * DAY);
    expect(await it.execution(claimId)).toMatchObject({ status: 'FAILED' });
    expect(await openTasks(it, claimId)).toHaveLength(1);
    it.troubles.broken.clear();
    expect(await workOff(it, claimId)).toBe('CLOSED');
  });
});
