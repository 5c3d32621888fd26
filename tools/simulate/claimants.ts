import type { Claim } from '../../functions/claims/claim.ts';
import type { Policy } from '../../functions/policies/policy.ts';
import type { Caller } from '../../tests/support/api.ts';
import type { Chance } from './chance.ts';
import { attempt, type Scene } from './scene.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Somebody whom a customer may want to be paid in their place. */
const others = [
  { name: '王芳', relation: 'spouse' },
  { name: '顺达汽修', relation: 'repair-shop', account: '6222 0202 0011 2233 446' },
] as const;

/** Customers report losses, send documents or not, agree, dispute, keep silent, or withdraw. */
export function playClaimants(scene: Scene): void {
  scene.records.onClaim((claim, before) => {
    if (claim.status === before?.status) return;
    if (claim.status === 'OFFERED') answerOffer(scene, claim);
    if (claim.status === 'DOCUMENTS_REQUESTED') sendDocuments(scene, claim, claim.documentsRequested);
  });
}

/** Plans the report of a loss, and whether its customer thinks better of it. */
export function planReport(scene: Scene, policy: Policy, at: number, chance: Chance): void {
  const body = lossOf(policy, at, chance);
  const withdraws = chance.happens(3) ? chance.between(0.1, 8) * DAY : undefined;
  const photos = chance.happens(40);
  scene.agenda.plan(at, async () => {
    const reported = await attempt(scene, { route: 'POST /v1/claims', as: asCustomer(policy), body });
    const claimId = String(reported?.claimId);
    if (withdraws !== undefined) act(scene, policy, claimId, 'withdrawal', withdraws, { reason: '不再需要' });
    if (photos) upload(scene, policy, claimId, 'photos', chance.between(0.1, 30) * HOUR);
  });
}

function lossOf(policy: Policy, at: number, chance: Chance) {
  const { policyNumber, perils, sumInsured } = policy;
  const happened = at - (chance.happens(97) ? chance.between(0.3, 60) * HOUR : chance.between(31, 60) * DAY);
  const size = chance.weighted([
    [62, { from: 50_000, to: 490_000 }],
    [26, { from: 500_000, to: 4_000_000 }],
    [7, { from: 10_100_000, to: 25_000_000 }],
    [5, undefined],
  ]);
  const scale = sumInsured.currency === 'CNY' ? 1 : 0.14;
  const estimate = size && { ...sumInsured, amount: Math.round(chance.between(size.from, size.to) * scale) };
  return {
    policyNumber,
    lossAt: new Date(Math.max(happened, Date.parse(policy.effectiveAt) + HOUR)).toISOString(),
    cause: chance.of(perils),
    description: '事故经过由报案人陈述',
    ...(estimate && estimate.amount < sumInsured.amount && { estimate }),
    injury: chance.happens(6),
    reporter: { name: '报案人', phone: '13800138000', relation: '被保险人' },
  };
}

function answerOffer(scene: Scene, claim: Claim): void {
  const chance = scene.chanceOf(`offer ${claim.claimId}`);
  const soon = chance.between(0.5, 70) * HOUR;
  const answer = chance.weighted([
    [78, 'agrees'],
    [8, 'names-another'],
    [6, 'disputes'],
    [5, 'hesitates'],
    [3, 'silent'],
  ]);
  if (answer === 'silent') return;
  if (answer === 'disputes') {
    act(scene, claim, claim.claimId, 'dispute', soon, { reason: '金额偏低' });
    return;
  }
  const payee = answer === 'names-another' ? { payee: chance.of(others) } : {};
  // Some wait until they are reminded.
  act(scene, claim, claim.claimId, 'acceptance', answer === 'hesitates' ? chance.between(8, 25) * DAY : soon, payee);
}

function sendDocuments(scene: Scene, claim: Claim, kinds: readonly string[]): void {
  const chance = scene.chanceOf(`documents ${claim.claimId}`);
  const days = chance.weighted([
    [70, { from: 0.5, to: 9 }],
    [18, { from: 15, to: 29 }],
    [12, undefined],
  ]);
  if (!days) return;
  for (const kind of kinds) upload(scene, claim, claim.claimId, kind, chance.between(days.from, days.to) * DAY);
}

function upload(
  scene: Scene,
  who: { readonly customerId: string },
  claimId: string,
  kind: string,
  after: number,
): void {
  const { house, agenda } = scene;
  agenda.plan(Math.round(scene.now() + after), async () => {
    const announced = await attempt(scene, {
      route: 'POST /v1/claims/{claimId}/documents',
      params: { claimId },
      as: asCustomer(who),
      body: { kind, filename: 'a.jpg', contentType: 'image/jpeg' },
    });
    if (announced) await house.receive(claimId, String(announced.documentId), undefined, String(announced.documentId));
  });
}

/** Does something about the claim later, if that is still to be done then. */
function act(
  scene: Scene,
  who: { readonly customerId: string },
  claimId: string,
  what: 'acceptance' | 'dispute' | 'withdrawal',
  after: number,
  body: object,
): void {
  const route = `POST /v1/claims/{claimId}/${what}`;
  const as = asCustomer(who);
  scene.agenda.plan(Math.round(scene.now() + after), () => attempt(scene, { route, params: { claimId }, as, body }));
}

function asCustomer({ customerId }: { readonly customerId: string }): Caller {
  return { role: 'customer', sub: `u-${customerId}`, customerId };
}
