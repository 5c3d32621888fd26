import type { z } from 'zod';
import { AwsError } from '../aws/aws-error.ts';
import { type Branch, type State, type StateMachine, stateMachine } from './asl.ts';
import { checkErrorNames } from './asl-error.ts';
import { checkExpressions } from './jsonata.ts';
import { parseResource } from './resource.ts';
import { checkVariables } from './variables.ts';

export type MachineType = 'STANDARD' | 'EXPRESS';

/**
 * Reads a definition and refuses, by name and place, what is wrong in it or what the sandbox does not
 * run. Throws AwsError `InvalidDefinition`, as CreateStateMachine does.
 */
export function parseDefinition(text: string, type: MachineType): StateMachine {
  const parsed = parseJson(text);
  const read = stateMachine.safeParse(parsed);
  if (!read.success) throw invalid(read.error.issues.map(describe).join(', '));
  const machine = read.data;
  const names = new Set<string>();
  visitBranches(machine, '', (branch, place) => checkBranch(branch, place, type, names));
  checkVariables(machine, invalid);
  return machine;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid(`INVALID_JSON_DESCRIPTION: ${error instanceof Error ? error.message : error}`);
  }
}

function visitBranches(branch: Branch, place: string, visit: (branch: Branch, place: string) => void): void {
  visit(branch, place);
  for (const [name, state] of Object.entries(branch.States)) {
    const at = `${place}/States/${name}`;
    if (state.Type === 'Map') visitBranches(state.ItemProcessor, `${at}/ItemProcessor`, visit);
    if (state.Type === 'Parallel') {
      state.Branches.forEach((inner, index) => {
        visitBranches(inner, `${at}/Branches[${index}]`, visit);
      });
    }
  }
}

function checkBranch(branch: Branch, place: string, type: MachineType, names: Set<string>): void {
  const reachable = new Set([branch.StartAt]);
  for (const [name, state] of Object.entries(branch.States)) {
    const at = `${place}/States/${name}`;
    // "unique within the scope of the entire state machine" (developer guide, "Discovering workflow states").
    if (names.has(name)) throw invalid(`SCHEMA_VALIDATION_FAILED: Duplicate state name: ${name} at ${at}`);
    names.add(name);
    for (const target of targets(state)) reachable.add(target);
    checkState(state, at, type);
  }
  for (const target of reachable) {
    if (!Object.hasOwn(branch.States, target)) {
      throw invalid(`MISSING_TRANSITION_TARGET: Missing 'Next' target: ${target} at ${place || '/'}`);
    }
  }
  for (const name of Object.keys(branch.States)) {
    if (!reachable.has(name)) throw invalid(`MISSING_TRANSITION_TARGET: State "${name}" is not reachable.`);
  }
}

function targets(state: State): string[] {
  const found: (string | undefined)[] = [];
  if ('Next' in state) found.push(state.Next);
  if ('Catch' in state) found.push(...(state.Catch ?? []).map((catcher) => catcher.Next));
  if (state.Type === 'Choice') found.push(state.Default, ...state.Choices.map((rule) => rule.Next));
  return found.filter((target) => target !== undefined);
}

function checkState(state: State, at: string, type: MachineType): void {
  const refuse = (text: string): AwsError => invalid(`SCHEMA_VALIDATION_FAILED: ${text} at ${at}`);
  const ends = state.Type === 'Choice' || state.Type === 'Succeed' || state.Type === 'Fail';
  if (!ends && (state.Next === undefined) === (state.End === undefined)) {
    throw refuse('Exactly one of these fields is required: [Next, End]');
  }
  if (state.Type === 'Wait' && (state.Seconds === undefined) === (state.Timestamp === undefined)) {
    throw refuse('Exactly one of these fields is required: [Seconds, Timestamp]');
  }
  if (state.Type === 'Task') {
    const resource = parseResource(state.Resource);
    if (type === 'EXPRESS' && resource.pattern === 'waitForTaskToken') {
      throw refuse("Express state machine does not support '.waitForTaskToken' service integration");
    }
    const { HeartbeatSeconds: heartbeat, TimeoutSeconds: timeout } = state;
    if (typeof heartbeat === 'number' && typeof timeout === 'number' && heartbeat >= timeout) {
      throw refuse('HeartbeatSeconds must be smaller than TimeoutSeconds');
    }
  }
  if ('Retry' in state) checkErrorNames(state.Retry ?? [], refuse);
  if ('Catch' in state) checkErrorNames(state.Catch ?? [], refuse);
  checkExpressions(state, (place, text) => invalid(`SCHEMA_VALIDATION_FAILED: ${text} at ${at}/${place}`));
}

function describe(issue: z.core.$ZodIssue): string {
  const place = `/${issue.path.join('/')}`;
  if (issue.code === 'unrecognized_keys') {
    return `SCHEMA_VALIDATION_FAILED: Field(s) not supported: [${issue.keys.join(', ')}] at ${place}`;
  }
  return `SCHEMA_VALIDATION_FAILED: ${issue.message} at ${place}`;
}

function invalid(text: string): AwsError {
  return new AwsError('InvalidDefinition', `Invalid State Machine Definition: '${text}'`);
}
