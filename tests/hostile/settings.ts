/** How many requests are sent in all, and of which seed: the same ones each time, others by another seed. */
export const requestsInAll = Number(process.env.HOSTILE_REQUESTS ?? 12_000);
export const seed = Number(process.env.HOSTILE_SEED ?? 20_261_122);

/** Of all requests, those that go over HTTP to the deployed bundles. */
export const overHttp = Math.round(requestsInAll * 0.06);
export const inProcess = requestsInAll - overHttp;

/** Says what a suite has sent, in the run's output. */
export function report(what: string, counts: Readonly<Record<string, number>>): void {
  const told = Object.entries(counts).map(([name, value]) => `${value.toLocaleString('en')} ${name}`);
  process.stdout.write(`Hostile requests ${what}: ${told.join(', ')} (HOSTILE_SEED=${seed})\n`);
}
