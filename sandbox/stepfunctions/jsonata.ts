import jsonata from 'jsonata';
import type { Json, State } from './asl.ts';
import { type Chance, extraFunctions } from './jsonata-functions.ts';

const FORMAT_TIME = jsonata('$fromMillis($now, $picture, $timezone)');

/** Why an expression gave no usable value; Step Functions reports it as States.QueryEvaluationError. */
export class ExpressionFailure extends Error {
  readonly field: string;

  constructor(field: string, text: string) {
    super(text);
    this.field = field;
  }
}

/** A node of JSONata's syntax tree; the library's own type does not list all kinds. */
interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly steps?: readonly Node[];
}

/** Evaluates the expressions of definitions as Step Functions does; each is compiled once. */
export class Evaluator {
  readonly #compiled = new Map<string, jsonata.Expression>();
  readonly #chance: Chance;

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  /**
   * Evaluates each `{% … %}` within a template. `field` is where the template stands in its state (`Output`); a failure
   * names the place in it (`Output/order/ids[0]`). `now` is the time that `$now()` and `$millis()` tell.
   */
  async fill(template: Json, field: string, bindings: Record<string, unknown>, now: number): Promise<Json> {
    if (typeof template === 'string') {
      return isExpression(template) ? this.#evaluate(template.slice(2, -2).trim(), field, bindings, now) : template;
    }
    if (Array.isArray(template)) {
      const filled: Json[] = [];
      for (const [index, item] of template.entries()) {
        filled.push(await this.fill(item, `${field}[${index}]`, bindings, now));
      }
      return filled;
    }
    if (template === null || typeof template !== 'object') return template;
    const filled: [string, Json][] = [];
    for (const [key, item] of Object.entries(template)) {
      filled.push([key, await this.fill(item, `${field}/${key}`, bindings, now)]);
    }
    return Object.fromEntries(filled);
  }

  async #evaluate(source: string, field: string, bindings: Record<string, unknown>, now: number): Promise<Json> {
    const about = `The JSONata expression '${source}' specified for the field '${field}'`;
    const value: unknown = await this.#compile(source)
      .evaluate(undefined, { ...clock(now), ...bindings })
      .catch((error: unknown) => {
        throw new ExpressionFailure(field, `${about} threw an error during evaluation. ${explain(error)}`);
      });
    if (value === undefined) throw new ExpressionFailure(field, `${about} returned nothing (undefined).`);
    if (holdsFunction(value)) throw new ExpressionFailure(field, `${about} returned an unsupported result type.`);
    // JSONata's sequences are arrays with hidden marks: only plain JSON leaves an expression.
    return JSON.parse(JSON.stringify(value));
  }

  #compile(source: string): jsonata.Expression {
    const known = this.#compiled.get(source);
    if (known) return known;
    const expression = jsonata(source);
    for (const [name, { run, signature }] of Object.entries(extraFunctions(this.#chance))) {
      expression.registerFunction(name, run, signature);
    }
    // Step Functions has no $eval: calling it fails as any unknown function does.
    expression.assign('eval', undefined);
    this.#compiled.set(source, expression);
    return expression;
  }
}

export function isExpression(text: string): boolean {
  return text.startsWith('{%') && text.endsWith('%}');
}

/**
 * Refuses what CreateStateMachine refuses in a state's own expressions: bad syntax, and reading from a
 * document (`$`, `$$` or an unqualified name), which does not exist there. Nested states are checked by themselves.
 */
export function checkExpressions(state: State, refuse: (place: string, text: string) => Error): void {
  for (const [key, value] of Object.entries(state)) {
    if (key !== 'Branches' && key !== 'ItemProcessor') walk(value, key);
  }
  function walk(value: unknown, place: string): void {
    if (typeof value === 'string') {
      if (isExpression(value)) checkExpression(value, (text) => refuse(place, text));
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) walk(item, `${place}/${key}`);
    }
  }
}

function checkExpression(template: string, refuse: (text: string) => Error): void {
  let ast: Node;
  try {
    ast = jsonata(template.slice(2, -2)).ast();
  } catch (error) {
    throw refuse(`Invalid JSONata expression ${template}: ${explain(error)}`);
  }
  const name = documentReference(ast);
  if (name !== undefined) {
    throw refuse(`Reference to '${name}' at the top level of ${template}: JSONata has no input document, use $states`);
  }
}

/** The first name that an expression reads from the document, if any. Inside steps, filters and functions the context is another. */
function documentReference(node: Node): string | undefined {
  if (node.type === 'variable') return node.value === '' || node.value === '$' ? `$${node.value}` : undefined;
  if (node.type === 'name') return String(node.value);
  if (node.type === 'path') return node.steps?.[0] && documentReference(node.steps[0]);
  if (node.type === 'lambda' || node.type === 'transform') return undefined;
  for (const part of Object.values(node).flat(2)) {
    const found = isNode(part) ? documentReference(part) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** JSONata reads the machine's clock by itself; a workflow must read the virtual one. */
function clock(now: number) {
  return {
    millis: () => now,
    now: (picture?: string, timezone?: string) => FORMAT_TIME.evaluate(undefined, { now, picture, timezone }),
  };
}

function holdsFunction(value: unknown): boolean {
  if (typeof value === 'function') return true;
  if (typeof value !== 'object' || value === null) return false;
  if ('_jsonata_lambda' in value || '_jsonata_function' in value) return true;
  return Object.values(value).some(holdsFunction);
}

function explain(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('message' in error)) return String(error);
  return 'code' in error && error.code !== undefined ? `${error.code}: ${error.message}` : String(error.message);
}
