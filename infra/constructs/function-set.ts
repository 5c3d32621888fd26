import { Construct } from 'constructs';
import type { z } from 'zod';
import type { tokenRules } from '../../functions/platform/http/tokens.ts';
import type { Tokens } from '../config.ts';
import type { FunctionName } from '../functions.ts';
import { type Permission, type TableUse, useTable } from '../permissions.ts';
import type { StatefulStack } from '../stacks/stateful.ts';
import type { Bundles } from './bundles.ts';
import type { Operations } from './operations.ts';
import { ServiceFunction } from './service-function.ts';

interface FunctionSetProps {
  readonly operations: Operations;
  readonly bundles: Bundles;
  readonly stateful: StatefulStack;
}

/** What a function is given beside what all have. */
interface Given {
  readonly environment?: Readonly<Record<string, string>>;
  readonly permissions?: readonly Permission[];
  /** How it works on the record. */
  readonly table?: TableUse;
}

/** The functions of the product, made one by one and found by name. */
export class FunctionSet extends Construct {
  readonly operations: Operations;
  readonly #props: FunctionSetProps;
  readonly #made = new Map<string, ServiceFunction>();

  constructor(scope: Construct, id: string, props: FunctionSetProps) {
    super(scope, id);
    this.operations = props.operations;
    this.#props = props;
  }

  /** A function that works on the record. */
  onRecord(name: FunctionName, { environment, permissions = [], table: use = {} }: Given = {}): ServiceFunction {
    const { table, keys } = this.#props.stateful;
    return this.add(name, {
      environment: {
        TABLE_NAME: table.tableName,
        ...(this.operations.config.unverifiedLaw && { UNVERIFIED_LAW: 'counts' }),
        ...environment,
      },
      permissions: [...useTable(table, keys.data, use), ...permissions],
    });
  }

  /** A function that never touches the record. */
  add(name: FunctionName, { environment = {}, permissions = [] }: Omit<Given, 'table'> = {}): ServiceFunction {
    const { operations, bundles, stateful } = this.#props;
    const made = new ServiceFunction(this, name, {
      operations,
      bundles,
      name,
      environment: { ...(name.endsWith('-api') && { TOKENS: rulesOf(stateful.tokens) }), ...environment },
      permissions,
    });
    this.#made.set(name, made);
    return made;
  }

  /** Throws for a name that no function has. */
  get(name: string): ServiceFunction {
    const found = this.#made.get(name);
    if (!found) throw new Error(`A route names the function '${name}', which infra/functions.ts does not have`);
    return found;
  }
}

/** How the functions of the API read tokens that the gateway has let in. */
function rulesOf({ audience, claims, byCognito }: Tokens): string {
  const rules: z.input<typeof tokenRules> = { audience, ...(byCognito && { use: 'id' }), ...(claims && { claims }) };
  return JSON.stringify(rules);
}
