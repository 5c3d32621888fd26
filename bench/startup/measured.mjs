const { writeSync } = process.getBuiltinModule('node:fs');

// What is measured: loads the module of the first argument and calls its handler once with the second. Writes to descriptor 3
// the milliseconds of processor time that this took; what Node takes to start is left out.

const [, , url, event] = process.argv;
const context = { functionName: 'measured', awsRequestId: 'measured', getRemainingTimeInMillis: () => 30_000 };
const before = process.cpuUsage();
const { handler } = await import(url);
try {
  await handler(JSON.parse(event), context);
} catch {
  // The stub knows of nothing, which is an error for some.
}
const { user, system } = process.cpuUsage(before);
writeSync(3, String((user + system) / 1000));
process.exit();
