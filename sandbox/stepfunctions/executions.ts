import { AwsError } from '../aws/aws-error.ts';
import { Execution, type Host, type Machine } from './execution.ts';

/** How long a closed execution is kept, and its name taken ("Quotas", "Execution history retention time"): 90 days, in ms. */
const RETENTION = 90 * 86_400_000;

/** What an execution's name may not hold (StartExecution, `name`). */
const FORBIDDEN = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}\ud800-\udfff]/u;

/** All executions, oldest first. */
export class Executions {
  readonly #host: Host;
  readonly #byArn = new Map<string, Execution>();
  #sequence = 0;

  constructor(host: Host) {
    this.#host = host;
  }

  /** Starts an execution, or finds the running one of the same name and input (StartExecution is idempotent for Standard). */
  start(machine: Machine, input: string, name = this.#host.ids.uuid()): Execution {
    checkName(name);
    checkInput(input);
    const arn = this.#arnOf(machine, name);
    const known = this.#keep(arn);
    if (known) {
      if (!known.closed && known.input === input) return known;
      throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
    }
    return this.#create(machine, { arn, name, input }).execution;
  }

  /** Runs an Express execution to its end. */
  async runToEnd(machine: Machine, input: string, name = this.#host.ids.uuid()): Promise<Execution> {
    checkName(name);
    checkInput(input);
    const { execution, closed } = this.#create(machine, { arn: this.#arnOf(machine, name), name, input });
    await closed;
    return execution;
  }

  /** A Standard execution by its ARN. Throws InvalidArn, ExecutionDoesNotExist. */
  find(arn: string): Execution {
    if (!arn.startsWith('arn:')) throw new AwsError('InvalidArn', `Invalid Arn: 'Invalid ARN prefix: ${arn}'`);
    const resource = arn.split(':')[5];
    if (resource !== 'execution') {
      throw new AwsError('InvalidArn', `Invalid Arn: 'Resource type not valid in this context: ${resource}'`);
    }
    const execution = this.#keep(arn);
    if (!execution) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
    return execution;
  }

  /** A machine's executions that are still kept, newest first. */
  of(machine: Machine): Execution[] {
    const all = [...this.#byArn.values()].filter((execution) => execution.machine.arn === machine.arn);
    return all.filter(({ arn }) => this.#keep(arn)).reverse();
  }

  clear(): void {
    for (const execution of this.#byArn.values()) execution.forget();
    this.#byArn.clear();
  }

  #create(machine: Machine, named: { arn: string; name: string; input: string }) {
    const execution = new Execution(this.#host, machine, { ...named, sequence: this.#sequence++ });
    this.#byArn.set(execution.arn, execution);
    return { execution, closed: execution.start() };
  }

  /** An Express execution's ARN has an id of its own, since names need not be unique there. */
  #arnOf(machine: Machine, name: string): string {
    const express = machine.type === 'EXPRESS';
    const base = machine.arn.replace(':stateMachine:', express ? ':express:' : ':execution:');
    return express ? `${base}:${name}:${this.#host.ids.uuid()}` : `${base}:${name}`;
  }

  #keep(arn: string): Execution | undefined {
    const execution = this.#byArn.get(arn);
    if (execution?.stopDate === undefined || execution.stopDate + RETENTION > this.#host.clock.now()) return execution;
    this.#byArn.delete(arn);
    return undefined;
  }
}

function checkName(name: string): void {
  if (FORBIDDEN.test(name)) throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
}

function checkInput(input: string): void {
  try {
    JSON.parse(input);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${text}'`);
  }
}
