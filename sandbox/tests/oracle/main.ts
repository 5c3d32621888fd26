import { type Conformance, conformance, findLacking, judge, type Verdict } from './conformance.ts';
import { type Endpoint, otherEndpoint, startRun } from './endpoint.ts';
import { ownEndpoint } from './own-endpoint.ts';

// `npm run test:oracle`: the conformance cases of DynamoDB and Step Functions at CARELINE_AWS_ENDPOINT, or at the sandbox.

const INDENT = ' '.repeat(19);
const address = process.env.CARELINE_AWS_ENDPOINT;

if (address === undefined || address === '') {
  console.log(
    'CARELINE_AWS_ENDPOINT is not set: the cases run against our own sandbox. sandbox/tests/oracle/README.md tells how to run others.',
  );
  await using own = await ownEndpoint();
  process.exitCode = await compare(own);
} else process.exitCode = await compare(otherEndpoint(address));

/** Runs all cases, prints what came of them, and returns the exit code: 1 when something differs. */
async function compare(endpoint: Endpoint): Promise<number> {
  console.log(`\n${conformance.length} cases at ${endpoint.name}\n`);
  await using run = await startRun(endpoint);
  const lacking = await findLacking(run);
  const counts = { same: 0, differs: 0, skipped: 0 };
  for (const each of conformance) {
    const verdict = await judge(each, run, lacking);
    counts[verdict.verdict] += 1;
    console.log(line(each, verdict));
  }
  console.log(`\n${counts.same} same, ${counts.differs} differ, ${counts.skipped} skipped`);
  if (counts.same + counts.differs === 0)
    console.log(`Nothing could be compared: is there an AWS endpoint at ${endpoint.name}?`);
  return counts.differs > 0 || counts.same === 0 ? 1 : 0;
}

function line({ service, name }: Conformance, verdict: Verdict): string {
  const start = `${verdict.verdict.padEnd(8)} ${service.padEnd(9)} ${name}`;
  if (verdict.verdict === 'skipped') return `${start}\n${INDENT}why      ${verdict.why}`;
  if (verdict.verdict === 'same') return start;
  return `${start}\n${differences(verdict.expected, verdict.got).join('\n')}`;
}

/** The places where two values part, or the values whole if they are no objects. */
function differences(expected: unknown, got: unknown, place = ''): string[] {
  if (JSON.stringify(expected) === JSON.stringify(got)) return [];
  if (!isObject(expected) || !isObject(got)) {
    const at = place && ` at ${place}`;
    return [`${INDENT}expected${at} ${JSON.stringify(expected)}`, `${INDENT}got${at} ${JSON.stringify(got)}`];
  }
  const keys = new Set([...Object.keys(expected), ...Object.keys(got)]);
  return [...keys].flatMap((key) => differences(expected[key], got[key], place ? `${place}.${key}` : key));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
