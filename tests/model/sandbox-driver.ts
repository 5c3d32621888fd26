import { randomUUID } from 'node:crypto';
import { sign } from '../../functions/payments/signature.ts';
import { tableOn } from '../../functions/platform/record/table.ts';
import { executionArn } from '../../functions/platform/record/workflow-arns.ts';
import type { Policy } from '../../functions/policies/policy.ts';
import type { Careline } from '../../local/careline.ts';
import type { Call, Caller } from '../support/api.ts';
import { documentsOf } from '../support/documents.ts';
import { motorPolicy, portfolio } from '../support/portfolio.ts';
import { type Answered, clientOf, runningSandbox } from '../support/running-sandbox.ts';
import { sendFile } from '../support/send-file.ts';
import type { Driver } from './driver.ts';
import { executionOf } from './execution.ts';
import { Records } from './records.ts';
import { SandboxTroubles } from './sandbox-troubles.ts';
import { employ, team } from './staff.ts';

const YEAR = 366 * 86_400_000;

/**
 * The product as it is deployed: bundles behind the gateway, roles, the filters of the stream, the schedule of the waker, the
 * events of executions. One sandbox plays sequences one after the other: `begin` makes a driver on an empty one.
 */
export async function sandboxDrivers(): Promise<{ begin(): Promise<Driver>; stop(): Promise<void> }> {
  const sandbox = await runningSandbox();
  const tableName = sandbox.app.tables[0]?.name ?? '';
  const records = new Records(sandbox.dynamodb, tableName);
  const table = tableOn(documentsOf(sandbox.dynamodb), tableName);
  const subs = new Map(await Promise.all(team.map(async (person) => [person, await subIn(sandbox, person)] as const)));
  const subOf = (person: Caller) => subs.get(person) ?? '';
  return {
    async begin() {
      await sandbox.reset();
      records.forget();
      await portfolio(table, policyAt(sandbox.clock.now()));
      await employ(table, subOf, sandbox.clock.now());
      return driverOn(sandbox, records, subOf);
    },
    stop: () => sandbox.stop(),
  };
}

/** The policy of the stories: the sandbox's clock begins at the machine's time. */
function policyAt(now: number): Policy {
  const at = (time: number) => new Date(time).toISOString();
  return { ...motorPolicy, effectiveAt: at(now - YEAR), expiresAt: at(now + 9 * YEAR) };
}

/** The subject that the sandbox's issuer gives somebody. */
async function subIn(sandbox: Careline, { role, sub, ...person }: Caller): Promise<string> {
  const [, payload = ''] = (await sandbox.token(role, person)).split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString()).sub;
}

function driverOn(sandbox: Careline, records: Records, subOf: Driver['subOf']): Driver {
  const { clock, services } = sandbox;
  const troubles = new SandboxTroubles(sandbox.faults);
  const outside = (service: string) => (action: string, input: Record<string, unknown>) =>
    services.call({ caller: { kind: 'outside', name: 'test' }, service, action, input });
  const states = outside('states');
  const machine = sandbox.app.stateMachines.find(({ name }) => name.endsWith('claim-lifecycle'));
  const arnOf = (name: string) => executionArn(machine?.arn ?? '', name);
  return {
    records,
    now: () => clock.now(),
    advance: (milliseconds) => clock.advance(milliseconds),
    subOf,
    call: callsOf(sandbox),
    async notify(notice) {
      const { SecretString } = await outside('secretsmanager')('GetSecretValue', { SecretId: secretOf(sandbox) });
      const body = JSON.stringify({ providerReference: 'bank-1', ...notice });
      const signature = sign(String(SecretString), body, new Date(clock.now()));
      const headers = { 'content-type': 'application/json', 'x-careline-signature': signature };
      const { status } = await fetch(`${sandbox.url}/v1/webhooks/payments`, { method: 'POST', headers, body });
      await clock.idle();
      return { status };
    },
    async receive(_claimId, _documentId, upload, genuine) {
      await sendFile(upload, genuine ? '%PDF-1.7' : '<script>', 'a.pdf');
      await clock.idle();
    },
    async abort(name) {
      await states('StopExecution', { executionArn: arnOf(name) });
      await clock.idle();
    },
    execution: (name) => executionOf(states, arnOf(name)),
    refuse: (on) => troubles.refuse(on),
    outage: (what, on) => troubles.outage(what, on),
    breaks: (steps) => troubles.breaks(steps),
    mishap: (mishap) => troubles.mishap(mishap),
    met: () => troubles.met(),
    endTroubles: () => troubles.end(),
  };
}

/** Calls over HTTP, by people with tokens of their own. */
function callsOf(sandbox: Careline) {
  const clients = new Map<string, ReturnType<typeof clientOf>>();
  function client({ role, sub, ...person }: Caller): ReturnType<typeof clientOf> {
    // The sandbox's issuer makes the subject of role and name, which are everybody's own.
    const key = sub ?? role;
    const known = clients.get(key) ?? clientOf(sandbox, role, person);
    clients.set(key, known);
    return known;
  }
  return async ({ route, as, params = {}, body }: Call): Promise<Answered> => {
    if (!as) throw new Error(`Nobody calls ${route}`);
    const [method, pattern = ''] = route.split(' ');
    const path = pattern.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params[name] ?? ''));
    const { post, patch } = await client(as);
    if (method === 'PATCH') return patch(path, body);
    if (method !== 'POST') throw new Error(`The model reads nothing by ${route}`);
    const key = { 'idempotency-key': randomUUID() };
    const answer = await post(path, body, key);
    // The gateway gave up waiting, as time went by in a step that hangs: who calls asks again.
    return answer.status === 503 ? post(path, body, key) : answer;
  };
}

function secretOf({ app }: Careline): string | undefined {
  return app.functions.map(({ environment }) => environment.PAYMENT_SECRET_ARN).find((arn) => arn !== undefined);
}
