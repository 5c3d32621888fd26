import { Stack } from 'aws-cdk-lib';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Operations } from './operations.ts';
import { Workflow, type WorkflowProps } from './workflow.ts';

/** The workflows of the product, added one by one by their contexts; a function is told of all of them in one value. */
export class WorkflowSet extends Construct {
  readonly #operations: Operations;
  readonly #directory: string;
  readonly #made = new Map<string, StateMachine>();

  /** `directory` is where their definitions are. */
  constructor(scope: Construct, id: string, { operations, directory }: { operations: Operations; directory: string }) {
    super(scope, id);
    this.#operations = operations;
    this.#directory = directory;
  }

  /** The workflow of `<name>.asl.json`. */
  add(name: string, props: Omit<WorkflowProps, 'operations' | 'name' | 'definitionFile'>): void {
    const definitionFile = `${this.#directory}/${name}.asl.json`;
    const { stateMachine } = new Workflow(this, name, { operations: this.#operations, name, definitionFile, ...props });
    this.#made.set(name, stateMachine);
  }

  get machines(): readonly StateMachine[] {
    return [...this.#made.values()];
  }

  /** What `workflowArns()` reads: all that were added by now, so contexts that add some come before those that ask. */
  environment(): { readonly WORKFLOWS: string } {
    const arns = [...this.#made].map(([name, { stateMachineArn }]) => [name, stateMachineArn]);
    return { WORKFLOWS: Stack.of(this).toJsonString(Object.fromEntries(arns)) };
  }
}
