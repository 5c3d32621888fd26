import type { Idle } from '../aws/schedules/quiet-function.ts';
import type { Caller, Input, Interceptor, ServiceCall } from '../aws/services.ts';
import type { TableUse } from '../dynamodb/table-use.ts';
import type { Invocation, InvocationObserver } from '../lambda/functions.ts';
import type { App, FunctionResource } from '../templates/app-resources.ts';
import { billOf } from './bill.ts';
import { callCharges } from './call-charges.ts';
import { type CaseNames, Cases } from './cases.ts';
import { type Charge, charge } from './charge.ts';
import { Ledger } from './ledger.ts';
import { casesOf, type Scope, scopeOf } from './scope.ts';
import { tableCharges } from './table-charges.ts';

const HTTP_CHUNK = 512 * 1024;
const MB_MS_OF_A_GB_SECOND = 1024 * 1000;

export type Bill = ReturnType<typeof billOf>;

/**
 * Counts what AWS would bill, by case and by route. A call that names one case is that case's; the rest of a function's
 * run is settled when it ends (see `casesOf`). Stands inside of the faults: what never reached a service is not billed.
 */
export class Meter implements InvocationObserver {
  readonly #app: Pick<App, 'buckets' | 'stateMachines'>;
  readonly #ledger = new Ledger();
  readonly #cases: Cases;
  readonly #scopes = new Map<string, Scope>();
  readonly #settle: () => void;

  /** `settle` has everything told that is told in one go; it is called before a bill. */
  constructor(
    app: Pick<App, 'buckets' | 'stateMachines'>,
    caseNames?: CaseNames,
    settle: () => void = () => undefined,
  ) {
    this.#app = app;
    this.#cases = new Cases(caseNames);
    this.#settle = settle;
  }

  readonly interceptor: Interceptor = async (call, next) => {
    const uses: TableUse[] = [];
    const answer = await settled(next({ ...call, onTableUse: (use) => uses.push(use) }));
    for (const use of uses) {
      if (use.kind !== 'write' || !use.newItem) continue;
      const partitionKey = use.table.KeySchema.find(({ KeyType }) => KeyType === 'HASH');
      if (partitionKey) this.#cases.learn(use.newItem, partitionKey.AttributeName);
    }
    this.#book(call, uses, [...tableCharges(uses), ...callCharges(call, answer, this.#app.buckets)]);
    if (answer instanceof Error) throw answer;
    return answer;
  };

  /** A state was entered or retried. Express workflows are billed by requests and duration; none is deployed. */
  transition({ stateMachineArn, executionArn }: { stateMachineArn: string; executionArn: string }): void {
    const machine = this.#app.stateMachines.find(({ arn }) => arn === stateMachineArn);
    if (machine?.type !== 'STANDARD') return;
    this.#ledger.post(charge('states-transition', 1), machine.name, equally(this.#cases.in(executionArn)));
  }

  started(invocation: Invocation): void {
    const scope = scopeOf(invocation, this.#cases);
    scope.pending.push(charge('lambda-request', 1));
    if (scope.httpBytes !== undefined)
      scope.pending.push(charge('http-api-request', Math.max(1, Math.ceil(scope.httpBytes / HTTP_CHUNK))));
    this.#scopes.set(invocation.id, scope);
  }

  ended({ id, resource }: Invocation, milliseconds: number): void {
    const scope = this.#scopes.get(id);
    if (!scope) return;
    this.#scopes.delete(id);
    const megabyteMs = resource.memoryMb * Math.ceil(milliseconds);
    scope.pending.push(charge('lambda-gb-second', megabyteMs / MB_MS_OF_A_GB_SECOND));
    for (const pending of scope.pending) this.#ledger.post(pending, scope.route, casesOf(scope));
  }

  /** So many runs of a function that found nothing to do, and which nobody had to make. */
  idle({ name, memoryMb }: Pick<FunctionResource, 'name' | 'memoryMb'>, runs: number, each: Idle): void {
    const nobody = new Map<string, number>();
    const gbSeconds = (memoryMb * each.milliseconds) / MB_MS_OF_A_GB_SECOND;
    this.#ledger.post(charge('lambda-request', runs), name, nobody);
    this.#ledger.post(charge('lambda-gb-second', runs * gbSeconds), name, nobody);
    if (each.readUnits > 0) this.#ledger.post(charge('dynamodb-read', runs * each.readUnits), name, nobody);
  }

  /** What was used since the start or the last reset, in all or of one case or route. */
  bill(of: { caseId?: string | undefined; route?: string | undefined } = {}): Bill {
    this.#settle();
    return billOf(this.#ledger.entries(), of);
  }

  reset(): void {
    this.#ledger.reset();
    this.#cases.reset();
    this.#scopes.clear();
  }

  #book(call: ServiceCall, uses: readonly TableUse[], charges: readonly Charge[]): void {
    const { caller } = call;
    const scope = caller.invocationId === undefined ? undefined : this.#scopes.get(caller.invocationId);
    const named = this.#cases.in([call.input, caller.kind === 'state-machine' ? caller.name : '']);
    if (scope) for (const caseId of named) (isChange(call, uses) ? scope.written : scope.read).add(caseId);
    for (const booked of charges) {
      if (scope && named.size !== 1) scope.pending.push(booked);
      else this.#ledger.post(booked, scope?.route ?? routeOf(caller), equally(named));
    }
  }
}

/** A caller without a run of its own: a state machine by its name, a service, a client from outside. */
function routeOf({ kind, name }: Caller): string {
  if (kind === 'outside') return 'outside';
  return /:execution:([^:]+):/.exec(name)?.[1] ?? name;
}

/** Whether a call changed something rather than read it. */
function isChange({ service, action }: ServiceCall, uses: readonly TableUse[]): boolean {
  if (service === 'dynamodb') return uses.some(({ kind }) => kind === 'write');
  return !/^(Get|List|Describe|Head|Receive)/.test(action);
}

function equally(cases: ReadonlySet<string>): ReadonlyMap<string, number> {
  return new Map([...cases].map((caseId) => [caseId, 1]));
}

async function settled(answered: Promise<Input>): Promise<Input | Error> {
  try {
    return await answered;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
