import { ACCOUNT_ID, REGION } from './account.ts';
import type { StackResource } from './app-resources.ts';
import type { Resource, StackTemplate } from './assembly-files.ts';
import { type Addresses, attributeOf, physicalName, refOf } from './physical-names.ts';

/** A resource whose properties hold concrete values only. */
export interface ResolvedResource {
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  /** The physical name (or id, for what has no name). */
  readonly name: string;
  /** What `Ref` gives. */
  readonly ref: string;
  readonly arn: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

type Evaluate = (argument: unknown) => unknown;

/** Resolves the resources of all stacks together, so that one stack's exports are another's imports. */
export function resolveResources(stacks: readonly StackTemplate[], addresses: Addresses): ResolvedResource[] {
  const exports = new Map<string, () => unknown>();
  const scopes = stacks.map((stack) => new StackScope(stack, addresses, exports));
  for (const scope of scopes) scope.addExportsTo(exports);
  return scopes.flatMap((scope) => scope.resources());
}

/** The outputs of all stacks, resolved. */
export function resolveStacks(stacks: readonly StackTemplate[], addresses: Addresses): StackResource[] {
  const exports = new Map<string, () => unknown>();
  const scopes = stacks.map((stack) => new StackScope(stack, addresses, exports));
  for (const scope of scopes) scope.addExportsTo(exports);
  return scopes.map((scope) => scope.describe());
}

/** Evaluates the intrinsic functions of one stack. */
class StackScope {
  readonly #stack: StackTemplate;
  readonly #addresses: Addresses;
  readonly #exports: ReadonlyMap<string, () => unknown>;
  readonly #functions: Readonly<Record<string, Evaluate>>;

  constructor(stack: StackTemplate, addresses: Addresses, exports: ReadonlyMap<string, () => unknown>) {
    this.#stack = stack;
    this.#addresses = addresses;
    this.#exports = exports;
    this.#functions = {
      Ref: (argument) => this.#ref(String(argument)),
      Condition: (argument) => this.#condition(String(argument)),
      'Fn::GetAtt': (argument) => this.#getAtt(argument),
      'Fn::Sub': (argument) => this.#sub(argument),
      'Fn::Join': (argument) => {
        const [separator, values] = this.#list(argument);
        return this.#list(values).join(String(separator));
      },
      'Fn::Select': (argument) => {
        const [index, values] = this.#list(argument);
        return this.#list(values)[Number(index)];
      },
      'Fn::Split': (argument) => {
        const [separator, text] = this.#list(argument);
        return String(text).split(String(separator));
      },
      'Fn::ImportValue': (argument) => this.#importValue(String(this.resolve(argument))),
      'Fn::FindInMap': (argument) => {
        const [map, first, second] = this.#list(argument).map(String);
        return this.#stack.template.Mappings[map ?? '']?.[first ?? '']?.[second ?? ''];
      },
      'Fn::If': (argument) => {
        const [condition, whenTrue, whenFalse] = argument as [string, unknown, unknown];
        return this.resolve(this.#condition(condition) ? whenTrue : whenFalse);
      },
      'Fn::Equals': (argument) => {
        const [left, right] = this.#list(argument);
        return left === right;
      },
      'Fn::And': (argument) => this.#list(argument).every(Boolean),
      'Fn::Or': (argument) => this.#list(argument).some(Boolean),
      'Fn::Not': (argument) => !this.#list(argument)[0],
    };
  }

  resources(): ResolvedResource[] {
    return Object.entries(this.#stack.template.Resources)
      .filter(([, { Condition }]) => Condition === undefined || this.#condition(Condition))
      .map(([logicalId, resource]) => ({
        stackName: this.#stack.stackName,
        logicalId,
        type: resource.Type,
        name: this.#name(logicalId, resource),
        ref: this.#ref(logicalId) as string,
        arn: attributeOf(resource.Type, this.#name(logicalId, resource), 'Arn', this.#addresses),
        properties: this.resolve(resource.Properties) as Record<string, unknown>,
      }));
  }

  describe(): StackResource {
    const { Description, Outputs } = this.#stack.template;
    return {
      name: this.#stack.stackName,
      id: String(this.#pseudoParameters()['AWS::StackId']),
      description: Description,
      outputs: Object.entries(Outputs).map(([key, output]) => ({
        key,
        value: String(this.resolve(output.Value)),
        description: output.Description,
        exportName: output.Export && String(this.resolve(output.Export.Name)),
      })),
    };
  }

  addExportsTo(exports: Map<string, () => unknown>): void {
    for (const { Value, Export } of Object.values(this.#stack.template.Outputs)) {
      if (Export) exports.set(String(this.resolve(Export.Name)), () => this.resolve(Value));
    }
  }

  /** The value without intrinsics; `AWS::NoValue` becomes undefined and leaves its object. */
  resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.resolve(item)).filter((item) => item !== undefined);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [only] = entries;
    if (only && entries.length === 1 && (only[0] === 'Ref' || only[0] === 'Condition' || only[0].startsWith('Fn::'))) {
      // IAM statements hold a `Condition` of their own; the intrinsic's argument is a condition's name.
      if (only[0] === 'Condition' && typeof only[1] !== 'string') return { Condition: this.resolve(only[1]) };
      return this.#evaluate(only[0], only[1]);
    }
    return Object.fromEntries(
      entries.map(([key, item]) => [key, this.resolve(item)]).filter(([, item]) => item !== undefined),
    );
  }

  #evaluate(name: string, argument: unknown): unknown {
    const evaluate = this.#functions[name];
    if (!evaluate) throw new Error(`The sandbox does not support the intrinsic function ${name}`);
    return evaluate(argument);
  }

  #list(argument: unknown): unknown[] {
    const resolved = this.resolve(argument);
    if (!Array.isArray(resolved)) throw new Error(`Expected a list: ${JSON.stringify(argument)}`);
    return resolved;
  }

  #ref(id: string): unknown {
    const pseudo = this.#pseudoParameters();
    if (Object.hasOwn(pseudo, id)) return pseudo[id];
    const parameter = this.#stack.template.Parameters[id];
    if (parameter) return parameter.Default;
    const resource = this.#resource(id);
    return refOf(resource.Type, this.#name(id, resource), this.#addresses);
  }

  #getAtt(argument: unknown): string {
    const [id, ...path] = typeof argument === 'string' ? argument.split('.') : this.#list(argument).map(String);
    const resource = this.#resource(id ?? '');
    return attributeOf(resource.Type, this.#name(id ?? '', resource), path.join('.'), this.#addresses);
  }

  #sub(argument: unknown): string {
    const [text, given] = Array.isArray(argument) ? argument : [argument, {}];
    const variables = this.resolve(given) as Record<string, unknown>;
    return String(text).replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (Object.hasOwn(variables, name)) return String(variables[name]);
      return String(name.includes('.') ? this.#getAtt(name) : this.#ref(name));
    });
  }

  #importValue(name: string): unknown {
    const value = this.#exports.get(name);
    if (!value) throw new Error(`No stack exports ${name}, which ${this.#stack.stackName} imports`);
    return value();
  }

  #condition(name: string): boolean {
    return Boolean(this.resolve(this.#stack.template.Conditions[name]));
  }

  #name(logicalId: string, resource: Resource): string {
    const named = (property: string) => this.resolve(resource.Properties[property]);
    return physicalName(resource.Type, this.#stack.stackName, logicalId, named);
  }

  #resource(id: string): Resource {
    const resource = this.#stack.template.Resources[id];
    if (!resource) throw new Error(`${this.#stack.stackName} has no resource or parameter ${id}`);
    return resource;
  }

  #pseudoParameters(): Record<string, unknown> {
    const { stackName } = this.#stack;
    return {
      'AWS::AccountId': ACCOUNT_ID,
      'AWS::NoValue': undefined,
      'AWS::NotificationARNs': [],
      'AWS::Partition': 'aws',
      'AWS::Region': REGION,
      'AWS::StackId': `arn:aws:cloudformation:${REGION}:${ACCOUNT_ID}:stack/${stackName}/sandbox`,
      'AWS::StackName': stackName,
      'AWS::URLSuffix': 'amazonaws.com',
    };
  }
}
