import { ListStateMachinesCommand, RedriveExecutionCommand } from '@aws-sdk/client-sfn';
import { missingBecause, NotThere } from './conformance-case.ts';
import type { Run } from './endpoint.ts';
import { TableScope } from './table-scope.ts';
import { WorkflowScope } from './workflow-scope.ts';

type Probe = (run: Run) => Promise<unknown>;

/** Finds out whether an endpoint has something, by asking for it in a way that changes nothing or is refused. */
export const probes: Readonly<Record<string, Probe>> = {
  dynamodb: async ({ noTable }) => {
    if (noTable !== undefined) throw new NotThere(noTable);
  },
  'dynamodb:TransactWriteItems': (run) => table(run).transact(),
  'dynamodb:TransactGetItems': (run) => table(run).doc.transactGet({ TransactItems: [] }),
  states: async (run) => {
    await run.sfn.send(new ListStateMachinesCommand({}));
    await using flow = new WorkflowScope(run, `${run.id}-probe-`);
    const ended = await flow.run({ Only: { Type: 'Pass', Output: '{% 1 + 1 %}', End: true } });
    if (ended.output !== 2) throw new NotThere(`workflows in JSONata do not run: ${JSON.stringify(ended)}`);
  },
  'states:RedriveExecution': (run) => run.sfn.send(new RedriveExecutionCommand({ executionArn: 'arn:none' })),
  'states:dynamodb': async (run) => {
    if (run.noTable !== undefined) throw new NotThere(run.noTable);
    await using flow = new WorkflowScope(run, `${run.id}-probe-tasks-`);
    const Arguments = { TableName: run.TableName, Item: { PK: { S: 'probe' }, SK: { S: 'A' } } };
    const Resource = 'arn:aws:states:::dynamodb:putItem';
    const { status, error, cause } = await flow.run({ Put: { Type: 'Task', Resource, Arguments, End: true } });
    if (status !== 'SUCCEEDED')
      throw new NotThere(`a task may not write the table (${error}: ${cause?.slice(0, 160)})`);
  },
};

const table = ({ doc, TableName }: Run) => new TableScope(doc, TableName, 'probe/');

/** Why an endpoint lacks something; undefined if it has it. A refusal is an answer: the action is there. */
export async function lacks(run: Run, need: string): Promise<string | undefined> {
  const probe = probes[need];
  if (!probe) throw new Error(`No probe for ${need}`);
  try {
    await probe(run);
    return undefined;
  } catch (error) {
    const reason = missingBecause(error) ?? (isService(need) ? String(error) : undefined);
    return reason && `${need}: ${reason}`;
  }
}

/** A service as a whole must answer, and not refuse. */
const isService = (need: string) => !need.includes(':');
