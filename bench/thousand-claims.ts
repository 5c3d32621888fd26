import type { Bill } from '@careline/sandbox';

/** What a thousand fast-track claims may cost, in dollars, without what emails and texts are charged. */
export const wanted = {
  inAll: 0.4,
  /** Without Lambda's durations: these are those of the machine that measures, and are allowed what is left. */
  counted: 0.385,
};

/**
 * Dollars for a thousand claims such as the one that is billed, by functions that have started, without what SES and SNS charge for
 * their messages. `counted` is exact: write units, transitions, requests, events. `durations` is what Lambda's took on this machine.
 */
export function thousandClaims({ lines }: Pick<Bill, 'lines'>): { counted: number; durations: number } {
  const ours = lines.filter(({ service }) => !leftOut.has(service));
  const [durations = [], counted = []] = [true, false].map((timed) =>
    ours.filter(({ unit }) => (unit === 'GB-second') === timed),
  );
  return { counted: thousandTimes(counted), durations: thousandTimes(durations) };
}

/** SES and SNS by what they send; secrets and keys are asked for once by an instance of a function, not for a claim. */
const leftOut = new Set(['SES', 'SNS', 'Secrets Manager', 'KMS']);

/** Amounts are whole nano-dollars, so their sum is exact. */
function thousandTimes(lines: Bill['lines']): number {
  return lines.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 1e9), 0) / 1e6;
}
