import { type Json, type JsonObject, LONGEST_SECONDS, type State } from './asl.ts';
import { AslError } from './asl-error.ts';
import { payload } from './history.ts';
import { ExpressionFailure } from './jsonata.ts';
import { checkSize } from './limits.ts';
import { Aborted, type Strand } from './strand.ts';

/** How a state is left: what it gives to the next, what it assigns. */
export interface Transition {
  readonly output: Json;
  readonly assigned: JsonObject;
  readonly next: string | undefined;
}

/** What shapes a transition: fields of the state itself, of a choice rule or of a catcher. */
interface Shape {
  readonly Output?: Json | undefined;
  readonly Assign?: JsonObject | undefined;
  readonly Next?: string | undefined;
}

/** Kinds whose interruption the history shows. */
const ABORTABLE = new Set(['Task', 'Wait', 'Parallel', 'Map']);

/** One entry into a state, with its retries: where expressions are evaluated and events recorded. */
export class Visit {
  readonly strand: Strand;
  readonly name: string;
  readonly state: State;
  readonly input: Json;
  readonly #enteredEvent: number;
  readonly #enteredTime: string;
  #retryCount = 0;
  /** The task's token, while it has one. */
  token: string | undefined;

  constructor(strand: Strand, name: string, state: State, input: Json) {
    this.strand = strand;
    this.name = name;
    this.state = state;
    this.input = input;
    this.#enteredTime = new Date(this.#now()).toISOString();
    this.#enteredEvent = strand.record(`${state.Type}StateEntered`, { name, ...payload('input', input) });
    strand.execution.transition(name);
  }

  /** Counts a retry, which is billed as a transition. */
  retry(): void {
    this.#retryCount += 1;
    this.strand.execution.transition(this.name);
  }

  /** Evaluates a template of the state. Throws States.QueryEvaluationError, which the history shows as EvaluationFailed. */
  async fill(template: Json, field: string, known: JsonObject = {}, item = this.strand.item): Promise<Json> {
    const context = { ...this.#context(), ...(item ? { Map: { Item: { ...item } } } : {}) };
    const states = { input: this.input, context, ...known };
    try {
      const bindings = { ...this.strand.variables, states };
      return await this.strand.execution.host.evaluator.fill(template, field, bindings, this.#now());
    } catch (error) {
      if (error instanceof ExpressionFailure) throw this.evaluationFailure(error.message, error.field);
      throw error;
    }
  }

  /** As `fill`, for a number of seconds or items. */
  async fillCount(template: Json, field: string, least: number): Promise<number> {
    const value = await this.fill(template, field);
    if (typeof value !== 'number') throw this.wrongType(template, field, 'number', value);
    if (Number.isInteger(value) && value >= least && value <= LONGEST_SECONDS) return value;
    const limits = `an integer between ${least} and ${LONGEST_SECONDS}`;
    throw this.evaluationFailure(`The ${field} field must be ${limits} but was: ${value}`, field);
  }

  /** The error of an expression that gave a value of the wrong type. */
  wrongType(template: Json, field: string, expected: string, value: Json): AslError {
    const type = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
    const source = typeof template === 'string' ? template.slice(2, -2).trim() : JSON.stringify(template);
    return this.evaluationFailure(
      `The JSONata expression '${source}' specified for the field '${field}' returned an unexpected result type. ` +
        `Expected '${expected}', but was '${type}' for value: ${JSON.stringify(value)}`,
      field,
    );
  }

  /** States.QueryEvaluationError with its event. */
  evaluationFailure(text: string, location?: string): AslError {
    const cause = this.explain(text);
    const error = 'States.QueryEvaluationError';
    const where = location === undefined ? {} : { location };
    this.strand.record('EvaluationFailed', { cause, error, ...where, state: this.name });
    return new AslError(error, cause);
  }

  explain(text: string): string {
    return `An error occurred while executing the state '${this.name}' (entered at the event id #${this.#enteredEvent}). ${text}`;
  }

  /** Evaluates how the state is left. Output and Assign both see the variables as they were before. */
  async shape(shape: Shape, fallback: Json, known: JsonObject = {}, place = ''): Promise<Transition> {
    const output = shape.Output === undefined ? fallback : await this.fill(shape.Output, `${place}Output`, known);
    const assigned: JsonObject = {};
    for (const [name, template] of Object.entries(shape.Assign ?? {})) {
      assigned[name] = await this.fill(template, `${place}Assign/${name}`, known);
    }
    checkSize(this.name, output);
    checkSize(this.name, assigned);
    return { output, assigned, next: shape.Next };
  }

  /** Leaves the state. */
  exit({ output, assigned }: Transition): void {
    const values = Object.entries(assigned).map(([name, value]): [string, Json] => [name, JSON.stringify(value)]);
    const details = { assignedVariables: Object.fromEntries(values), assignedVariablesDetails: { truncated: false } };
    this.strand.record(`${this.state.Type}StateExited`, {
      ...(values.length > 0 ? details : {}),
      name: this.name,
      ...payload('output', output),
    });
    this.strand.variables = { ...this.strand.variables, ...assigned };
  }

  /** Notes that a sibling's failure ended this state; when the whole execution ends, its last event says so. */
  interrupted(error: unknown): void {
    if (!(error instanceof Aborted) || this.strand.execution.closed || !ABORTABLE.has(this.state.Type)) return;
    this.strand.recordAside(`${this.state.Type}StateAborted`);
  }

  #context(): JsonObject {
    const recovers = 'Retry' in this.state || this.state.Type === 'Task';
    return {
      ...this.strand.execution.context(),
      State: {
        Name: this.name,
        EnteredTime: this.#enteredTime,
        ...(recovers ? { RetryCount: this.#retryCount } : {}),
      },
      ...(this.token === undefined ? {} : { Task: { Token: this.token } }),
    };
  }

  #now(): number {
    return this.strand.execution.host.clock.now();
  }
}
