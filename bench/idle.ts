import { startCareline } from '../local/careline.ts';

// `npm run bench:idle`: the processor time that a year of the sandbox takes in which nothing is due, and what AWS would bill for
// it. Fails where that is more than we want (bench/README.md).

const YEAR = 365 * 86_400_000;
const wanted = { seconds: 10 };

const sandbox = await startCareline();
try {
  const before = process.cpuUsage();
  await sandbox.clock.advance(YEAR);
  const { total, lines } = sandbox.costs.bill({ route: 'careline-sandbox-waker' });
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  console.log(`A year with nothing due: ${seconds.toFixed(2)} s of processor time`);
  console.log(`On AWS: $${total}, ${lines.map(({ quantity, unit }) => `${Math.round(quantity)} ${unit}`).join(', ')}`);
  if (seconds > wanted.seconds) {
    console.error(`That is more than ${wanted.seconds} s`);
    process.exitCode = 1;
  }
} finally {
  await sandbox.stop();
}
