import type { VirtualClock } from '@careline/sandbox/clock';
import type { StatusChange } from '@careline/sandbox/step-functions';
import { type ServiceCall, StepFunctions } from '@careline/sandbox/step-functions';
import type { Context } from 'aws-lambda';
import type { Chain } from '../../../functions/cases/chain/chain.ts';
import { stepsHandler } from '../../../functions/platform/record/steps.ts';
import type { Table } from '../../../functions/platform/record/table.ts';
import { definitionOf, type Workflow } from '../../../workflows/asl.ts';
import type { Troubles } from './troubles.ts';

/** The ARN of a workflow's state machine. */
export const machineOf = (workflow: string) => `arn:aws:states:us-east-1:000000000000:stateMachine:${workflow}`;

interface Running {
  readonly chains: readonly Chain[];
  readonly workflows: Readonly<Record<string, Workflow>>;
  readonly table: Table;
  readonly clock: VirtualClock;
  readonly troubles: Troubles;
  readonly random: (() => number) | undefined;
  readonly onTransition: (state: string) => void;
  readonly onStatusChange: (change: StatusChange) => void;
}

/** The workflows of chains, each with the steps of its chain, in the interpreter that the sandbox runs. */
export function runWorkflows({ chains, workflows, table, clock, troubles, random, ...told }: Running): StepFunctions {
  const steps = new Map(
    chains.map((chain) => [
      chain.name,
      stepsHandler(chain.steps, { table, clock: () => new Date(clock.now()) }, () => undefined),
    ]),
  );
  const stepFunctions = new StepFunctions({
    clock,
    region: 'us-east-1',
    accountId: '000000000000',
    ...(random && { random }),
    integrate: async ({ input }: ServiceCall) => {
      const { FunctionName, Payload } = input as { FunctionName: string; Payload: { step: string } };
      const handler = steps.get(FunctionName);
      if (!handler) throw new Error(`No steps of ${FunctionName}`);
      if (troubles.outage.steps) throw named('Lambda.TooManyRequestsException', 'rate exceeded');
      if (troubles.broken.has(Payload.step)) throw named('BrokenStep', 'out of order');
      if (troubles.happens('step-hangs')) return clock.pass(90_000);
      if (troubles.happens('step-dies-early')) throw named('Runtime.ExitError', 'it died');
      const answer = await invoke(handler, Payload);
      if (troubles.happens('step-dies-late')) throw named('Runtime.ExitError', 'it died');
      return answer;
    },
    onTransition: ({ state }) => told.onTransition(state),
    onStatusChange: told.onStatusChange,
  });
  for (const { name, workflow } of chains) {
    const definition = workflows[workflow];
    if (!definition) throw new Error(`No table of the workflow ${workflow}`);
    const text = JSON.stringify(definitionOf(definition))
      .replaceAll(/\$\{Partition\}/g, 'aws')
      .replaceAll(/\$\{StepsFunctionArn\}/g, name);
    const machine = { name: workflow, arn: machineOf(workflow), roleArn: 'role', type: 'STANDARD' } as const;
    stepFunctions.addStateMachine({ ...machine, definition: text });
  }
  return stepFunctions;
}

/** As Lambda answers Step Functions: the payload, or the error's name and its JSON. */
async function invoke(handler: ReturnType<typeof stepsHandler>, payload: { step: string }) {
  try {
    const answer = await handler(payload, { functionName: 'steps', awsRequestId: 'test' } as Context);
    return { StatusCode: 200, ExecutedVersion: '$LATEST', Payload: answer };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw named(error.name, JSON.stringify({ errorType: error.name, errorMessage: error.message, trace: [] }));
  }
}

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}
