import type { Case, CaseType } from '../functions/cases/case.ts';
import { nothingLeft } from '../functions/cases/entering.ts';
import { handoverKind } from '../functions/cases/handover.ts';
import { latestOf } from '../functions/deadlines/packs/packs.ts';
import { clockOf } from '../functions/deadlines/packs/rule.ts';
import type { TaskClock } from '../functions/tasks/task-due.ts';

/** What a wait's kind of task says of it. */
interface Waited {
  readonly kind: string;
  readonly clock: TaskClock;
  readonly leadsTo?: string;
  readonly orTo?: readonly string[];
}

/** A state of a workflow, as its table says it. */
export interface State {
  readonly says: string;
  /** The step that it calls. */
  readonly step: string;
  /** How long it waits for its task token to be answered, in hours or by a clock; without it, the step's answer is all. */
  readonly waits?: number | TaskClock;
  /** Where it usually leads. Without it, a wait leads to wherever the case stands then, and any other state is the last. */
  readonly next?: string;
  /** Other ways on: an error that is caught, and the state it leads to. */
  readonly on?: Readonly<Record<string, string>>;
}

export interface Workflow {
  readonly says: string;
  /** The state that everything begins with, and comes back to when it does not know where the case stands. */
  readonly first: string;
  /** The error that ends the workflow because its case has ended early, and the state's name for that. */
  readonly ended?: { readonly code: string; readonly state: string };
  /** The hours that a hand-over is waited for. */
  readonly handoverHours: number;
  readonly states: Readonly<Record<string, TimedState>>;
}

/** A state with its wait in hours; those of a task are for a case that no rule is particular about, which its first step tells. */
interface TimedState extends State {
  readonly waits?: number;
  readonly isTask?: true;
}

/** The workflow of a type of case: a state for each place where one may stand, and one that is missing does not compile. */
export function workflowOf<C extends Case, R, Place extends string>(
  type: CaseType<C, R, Place>,
  says: string,
  states: Readonly<Record<Place, State>>,
): Workflow {
  const { begins, ended, handover } = type;
  const timed = Object.entries<State>(states).map(([name, { waits, ...state }]) => {
    if (waits === undefined || typeof waits === 'number') return [name, { ...state, ...(waits && { waits }) }];
    return [name, { ...state, waits: usualHours(type, waits), isTask: true }];
  });
  const handoverHours = usualHours(type, handover.clock);
  return { says, first: begins, ...(ended && { ended }), handoverHours, states: Object.fromEntries(timed) };
}

/** The hours of a clock for a case that no rule is particular about. Throws where there is no such rule, or none in hours. */
function usualHours({ clocks }: { readonly clocks?: { packs(): readonly string[] } }, clock: TaskClock): number {
  if (typeof clock !== 'string') return clock.hours;
  const promises = (clocks?.packs() ?? []).map(latestOf).filter((pack) => pack.class === 'promise');
  const usual = promises.flatMap(({ rules }) => rules).find((rule) => clockOf(rule) === clock && !rule.appliesTo);
  if (usual?.unit !== 'hour') throw new Error(`No promise for every case is the clock ${clock}, in hours`);
  return usual.length;
}

/** A state that waits for a person: all but its words follows from the kind of task. */
export function waitsFor({ kind, clock, leadsTo, orTo = [] }: Waited, says: string): State {
  const on = Object.fromEntries(orTo.map((place) => [place, place]));
  return { says, step: kind, waits: clock, on, ...(leadsTo && { next: leadsTo }) };
}

/** Failures that may pass by themselves: AWS's own of Lambda and of the services behind a step, and a busy record. */
const passing = [
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.Unknown',
  'Sandbox.Timedout',
  'Runtime.ExitError',
  'InternalServerError',
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'TimeoutError',
  'too-many-requests',
];
export const retry = {
  IntervalSeconds: 2,
  BackoffRate: 2,
  MaxAttempts: 6,
  MaxDelaySeconds: 60,
  JitterStrategy: 'FULL',
};
/** About half a day; at the longest less than the day that the waker leaves it, so that the two never work on a case at once. */
const patient = { IntervalSeconds: 30, BackoffRate: 2, MaxAttempts: 27, MaxDelaySeconds: 3600, JitterStrategy: 'FULL' };

const HANDOVER = 'HandOver';
const SUPERSEDED = 'EndSuperseded';
const handover: Pick<State, 'says' | 'step'> = {
  says: 'Something failed that no rule foresees: a supervisor gets a task, mends the cause, and the workflow goes on where the case stands',
  step: handoverKind,
};

/** The definition in Amazon States Language that a workflow's table stands for. */
export function definitionOf(workflow: Workflow): object {
  const { says, first, states, handoverHours } = workflow;
  const last = { ...handover, waits: handoverHours };
  return {
    Comment: says,
    QueryLanguage: 'JSONata',
    StartAt: first,
    States: {
      ...Object.fromEntries(Object.entries(states).flatMap(([name, state]) => definedAs(workflow, name, state))),
      [HANDOVER]: task(workflow, HANDOVER, last),
      ...endsOf(workflow),
    },
  };
}

/** A state's definition; the first one is followed by the choice of the place where the case stands. */
function definedAs(workflow: Workflow, name: string, state: TimedState): [string, object][] {
  if (name !== workflow.first) return [[name, task(workflow, name, state)]];
  return [
    [
      name,
      { ...task(workflow, name, { ...state, next: 'FindPlace' }), Assign: { stands: '{% $states.result.Payload %}' } },
    ],
    ['FindPlace', choice(Object.keys(workflow.states).filter((place) => place !== name))],
  ];
}

function choice(places: readonly string[]): object {
  const rules = [...places, nothingLeft].map((place) => ({
    Condition: `{% $stands.place = '${place}' %}`,
    Next: place,
  }));
  const says = 'Where the case stands, as its record has it';
  return { Comment: says, Type: 'Choice', Choices: rules, Default: 'FailUnknownPlace' };
}

function task(workflow: Workflow, name: string, state: TimedState): object {
  const waits = state.waits !== undefined;
  const next = state.next ?? (waits ? workflow.first : undefined);
  return {
    Comment: state.says,
    Type: 'Task',
    Resource: `arn:\${Partition}:states:::lambda:invoke${waits ? '.waitForTaskToken' : ''}`,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation fills it in
    Arguments: { FunctionName: '${StepsFunctionArn}', Payload: payload(name, state) },
    TimeoutSeconds: timeout(name, state),
    Retry: retries(workflow, name, waits),
    Catch: catches(workflow, name, state),
    ...(waits && { Assign: name === HANDOVER ? { stands: { left: 0 } } : whole }),
    Output: {},
    ...(next ? { Next: next } : { End: true }),
  };
}

/** The next wait is a whole one. */
const whole = { stands: "{% $merge([$stands, {'left': 0}]) %}" };

function payload(name: string, state: TimedState): object {
  const { step, waits, isTask } = state;
  const failed = name === HANDOVER;
  const cause = "{% $substring($exists($failure.Cause) ? $failure.Cause : '', 0, 500) %}";
  return {
    step,
    caseId: '{% $states.context.Execution.Input.caseId %}',
    execution: '{% $states.context.Execution.Name %}',
    startedAt: '{% $states.context.Execution.StartTime %}',
    state: failed ? '{% $failedAt %}' : name,
    ...(waits && { taskToken: '{% $states.context.Task.Token %}', visit: '{% $states.context.State.EnteredTime %}' }),
    ...(isTask && { waits: timeout(name, state) }),
    ...(failed && { failure: { error: '{% $failure.Error %}', cause } }),
  };
}

/** A wait that was begun already goes on for what is left of it; a new one for a task takes as long as its rule says of the case. */
function timeout(name: string, { step, waits, isTask }: TimedState): number | string {
  if (waits === undefined) return 60;
  const seconds = waits * 3600;
  if (name === HANDOVER) return seconds;
  const time = `$stands.times.\`${step}\``;
  return `{% $stands.left > 0 ? $stands.left : ${isTask ? `$exists(${time}) ? ${time} : ` : ''}${seconds} %}`;
}

function retries({ ended }: Workflow, name: string, waits: boolean): object[] {
  if (name === HANDOVER) {
    const ways = [...(ended ? [ended.code] : []), 'case-moved', 'execution-superseded', 'States.Timeout'];
    return [
      { ErrorEquals: ways, MaxAttempts: 0 },
      { ErrorEquals: ['States.ALL'], ...patient },
    ];
  }
  // The time of a wait is the wait's; that of any other step is one that gave no answer.
  return [{ ErrorEquals: waits ? passing : [...passing, 'States.Timeout'], ...retry }];
}

function catches({ first, ended }: Workflow, name: string, { waits, on = {} }: TimedState): object[] {
  const away = [
    ...(ended ? [{ ErrorEquals: [ended.code], Next: ended.state }] : []),
    { ErrorEquals: ['execution-superseded'], Next: SUPERSEDED },
    { ErrorEquals: ['case-moved'], Next: first },
  ];
  const ways = Object.entries(on).map(([error, Next]) => ({ ErrorEquals: [error], Assign: whole, Next }));
  const late = waits === undefined ? [] : [{ ErrorEquals: ['States.Timeout'], Assign: whole, Next: name }];
  if (name === HANDOVER) return [...away, { ErrorEquals: ['States.Timeout'], Next: name }];
  const failure = { failedAt: name, failure: '{% $states.errorOutput %}' };
  return [...away, ...ways, ...late, { ErrorEquals: ['States.ALL'], Assign: failure, Next: HANDOVER }];
}

function endsOf({ ended }: Workflow): Record<string, object> {
  return {
    ...(ended && { [ended.state]: { Comment: 'The case has ended early; its tasks are closed', Type: 'Succeed' } }),
    [nothingLeft]: { Comment: 'Nothing is left to do for the case', Type: 'Succeed' },
    [SUPERSEDED]: { Comment: 'Another execution works on the case', Type: 'Succeed' },
    FailUnknownPlace: {
      Comment: 'The case stands where this definition has no state: one that is newer takes over',
      Type: 'Fail',
      Error: 'place-unknown',
      Cause: "{% 'There is no state ' & $stands.place %}",
    },
  };
}
