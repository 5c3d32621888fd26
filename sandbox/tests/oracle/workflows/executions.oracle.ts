import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  RedriveExecutionCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { failure, type WorkflowCase } from '../conformance-case.ts';

const waits = { Long: { Type: 'Wait', Seconds: 3600, End: true } };
const passes = { Only: { Type: 'Pass', End: true } };

export const executions: readonly WorkflowCase[] = [
  {
    name: 'starting again under one name is one execution while it runs with the same input, and refused otherwise',
    run: async (flow) => {
      const machine = await flow.create(waits);
      const first = await flow.start(machine, { n: 1 }, 'claim');
      const again = await flow.start(machine, { n: 1 }, 'claim');
      const other = await failure(flow.start(machine, { n: 2 }, 'claim'));
      await flow.sfn.send(new StopExecutionCommand({ executionArn: first }));
      const closed = await failure(flow.start(machine, { n: 1 }, 'claim'));
      return { same: first === again, other, closed };
    },
    expected: {
      same: true,
      other: { error: 'ExecutionAlreadyExists' },
      closed: { error: 'ExecutionAlreadyExists' },
    },
  },
  {
    name: 'a stopped execution is aborted, with the error and cause it was given',
    run: async (flow) => {
      const executionArn = await flow.start(await flow.create(waits));
      await flow.sfn.send(new StopExecutionCommand({ executionArn, error: 'Withdrawn', cause: 'by the customer' }));
      return flow.end(executionArn);
    },
    expected: { status: 'ABORTED', error: 'Withdrawn', cause: 'by the customer' },
  },
  {
    name: 'a description has input and output as they were',
    run: async (flow) => {
      const machine = await flow.create(passes);
      const executionArn = await flow.start(machine, { text: '理赔' }, 'described');
      await flow.end(executionArn);
      const { name, input, output, status, stateMachineArn } = await flow.sfn.send(
        new DescribeExecutionCommand({ executionArn }),
      );
      return { name, input, output, status, machine: stateMachineArn === machine };
    },
    expected: {
      name: 'described',
      input: '{"text":"理赔"}',
      output: '{"text":"理赔"}',
      status: 'SUCCEEDED',
      machine: true,
    },
  },
  {
    name: 'the history tells each state entered and left, in order and back',
    run: async (flow) => {
      const executionArn = await flow.start(
        await flow.create({ A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Succeed' } }),
      );
      await flow.end(executionArn);
      const back = await flow.sfn.send(
        new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 1 }),
      );
      return {
        events: await flow.history(executionArn),
        last: back.events?.[0]?.type,
        more: back.nextToken !== undefined,
      };
    },
    expected: {
      events: [
        { type: 'ExecutionStarted', id: 1 },
        { type: 'PassStateEntered', id: 2 },
        { type: 'PassStateExited', id: 3 },
        { type: 'SucceedStateEntered', id: 4 },
        { type: 'SucceedStateExited', id: 5 },
        { type: 'ExecutionSucceeded', id: 6 },
      ],
      last: 'ExecutionSucceeded',
      more: true,
    },
  },
  {
    name: 'executions are listed newest first, by status, page by page',
    run: async (flow) => {
      const stateMachineArn = await flow.create({
        Sort: { Type: 'Choice', Choices: [{ Condition: '{% $states.input.fail %}', Next: 'No' }], Default: 'Yes' },
        No: { Type: 'Fail' },
        Yes: { Type: 'Succeed' },
      });
      for (const name of ['a', 'b', 'c'])
        await flow.end(await flow.start(stateMachineArn, { fail: name === 'b' }, name));
      const failed = await flow.sfn.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'FAILED' }));
      const names: (string | undefined)[] = [];
      let nextToken: string | undefined;
      do {
        const page = await flow.sfn.send(
          new ListExecutionsCommand({ stateMachineArn, maxResults: 2, ...(nextToken && { nextToken }) }),
        );
        names.push(...(page.executions ?? []).map(({ name }) => name));
        ({ nextToken } = page);
      } while (nextToken);
      return { names, failed: failed.executions?.map(({ name, status }) => ({ name, status })) };
    },
    expected: { names: ['c', 'b', 'a'], failed: [{ name: 'b', status: 'FAILED' }] },
  },
  {
    name: 'what is not there, and what is no name, no input or no token, is refused by its name',
    run: async (flow) => {
      const stateMachineArn = await flow.create(passes);
      const absent = stateMachineArn.replace(/:[^:]+$/, ':absent');
      const executionArn = absent.replace(':stateMachine:', ':execution:').concat(':absent');
      const start = (input: { input?: string; name?: string }) =>
        failure(flow.sfn.send(new StartExecutionCommand({ stateMachineArn, ...input })));
      return {
        machine: await failure(flow.sfn.send(new DescribeStateMachineCommand({ stateMachineArn: absent }))),
        execution: await failure(flow.sfn.send(new DescribeExecutionCommand({ executionArn }))),
        arn: await failure(flow.sfn.send(new DescribeExecutionCommand({ executionArn: 'claim' }))),
        input: await start({ input: '{' }),
        name: await start({ name: 'a b' }),
        token: await failure(flow.sfn.send(new SendTaskSuccessCommand({ taskToken: 'x', output: '{}' }))),
      };
    },
    expected: {
      machine: { error: 'StateMachineDoesNotExist' },
      execution: { error: 'ExecutionDoesNotExist' },
      arn: { error: 'InvalidArn' },
      input: { error: 'InvalidExecutionInput' },
      name: { error: 'InvalidName' },
      token: { error: 'InvalidToken' },
    },
  },
  {
    name: 'a redriven execution goes on at the state that failed; one that succeeded cannot be redriven',
    needs: ['states:RedriveExecution'],
    run: async (flow) => {
      const failing = await flow.start(
        await flow.create({ A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Fail', Error: 'Broken' } }),
      );
      await flow.end(failing);
      await flow.sfn.send(new RedriveExecutionCommand({ executionArn: failing }));
      const again = await flow.end(failing);
      const { redriveCount } = await flow.sfn.send(new DescribeExecutionCommand({ executionArn: failing }));
      const types = (await flow.history(failing)).map(({ type }) => type);
      const succeeded = await flow.start(await flow.create(passes));
      await flow.end(succeeded);
      return {
        again,
        redriveCount,
        entered: types.filter((type) => type?.endsWith('Entered')),
        succeeded: await failure(flow.sfn.send(new RedriveExecutionCommand({ executionArn: succeeded }))),
      };
    },
    expected: {
      again: { status: 'FAILED', error: 'Broken' },
      redriveCount: 1,
      entered: ['PassStateEntered', 'FailStateEntered', 'FailStateEntered'],
      succeeded: { error: 'ExecutionNotRedrivable' },
    },
  },
];
