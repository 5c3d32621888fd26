import { z } from 'zod';
import type { StackResource } from '../templates/app-resources.ts';
import { AwsError } from './aws-error.ts';
import { readInput } from './input.ts';
import { byAction, type Input, type ServiceHandler } from './services.ts';

/** The deployed stacks and their outputs; `deployed` in ms since the epoch. */
export function cloudFormationService(stacks: readonly StackResource[], deployed: number): ServiceHandler {
  return byAction({
    DescribeStacks: async (call) => {
      const { StackName: named } = readInput(call, describeInput, 'ValidationError');
      const found = stacks.filter(({ name, id }) => named === undefined || named === name || named === id);
      if (named !== undefined && found.length === 0)
        throw new AwsError('ValidationError', `Stack with id ${named} does not exist`);
      return { Stacks: { member: found.map((stack) => describe(stack, deployed)) } };
    },
  });
}

function describe({ name, id, description, outputs }: StackResource, deployed: number): Input {
  return {
    StackId: id,
    StackName: name,
    Description: description,
    CreationTime: new Date(deployed).toISOString(),
    StackStatus: 'CREATE_COMPLETE',
    DisableRollback: false,
    Outputs: {
      member: outputs.map((output) => ({
        OutputKey: output.key,
        OutputValue: output.value,
        Description: output.description,
        ExportName: output.exportName,
      })),
    },
  };
}

const describeInput = z.strictObject({ StackName: z.string().optional() });
