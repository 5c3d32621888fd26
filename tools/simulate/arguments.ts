import { parseArgs } from 'node:util';

export const usage = `Usage: npm run simulate -- [--claims NUMBER] [--seed NUMBER] [--json]

  --claims NUMBER  how many claims are reported, 1 to 100000, 1000 by default
  --seed NUMBER    what chance follows from, 0 to 4294967295, 1 by default: the same seed gives the same output
  --json           the whole outcome as JSON

Exit code 1 where something does not add up, 2 for arguments that cannot be read.`;

/** What is wrong with the arguments, in words for whoever typed them. */
export class ArgumentFailure extends Error {}

interface Arguments {
  readonly claims: number;
  readonly seed: number;
  readonly json: boolean;
}

/** The command's arguments; throws `ArgumentFailure` for one that is unknown or no number of its range. */
export function argumentsOf(args: readonly string[]): Arguments | 'help' {
  const { claims, seed, json, help } = parsed(args);
  if (help) return 'help';
  return { claims: whole('claims', claims, [1, 100_000]), seed: whole('seed', seed, [0, 2 ** 32 - 1]), json };
}

function parsed(args: readonly string[]) {
  const options = {
    claims: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new ArgumentFailure(error instanceof Error ? error.message : String(error));
  }
}

function whole(name: string, text: string, [least, most]: readonly [number, number]): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new ArgumentFailure(`--${name} takes a whole number from ${least} to ${most}, and not ${JSON.stringify(text)}`);
}
