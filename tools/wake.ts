import { parseArgs } from 'node:util';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { clientOptions } from './stage.ts';

// `npm run wake`: runs the waker now, in the sandbox, or in a stage on AWS with `-- --stage prod --profile ops`.

const { values } = parseArgs({
  options: { stage: { type: 'string', default: 'sandbox' }, profile: { type: 'string' } },
});
const client = new LambdaClient(clientOptions(values));
const FunctionName = `careline-${values.stage}-waker`;

try {
  const { FunctionError, Payload } = await client.send(new InvokeCommand({ FunctionName, Payload: '{}' }));
  const answer = JSON.parse(new TextDecoder().decode(Payload));
  if (FunctionError) throw new Error(answer.errorMessage ?? FunctionError);
  console.log(`Woke ${answer.looked} records that were due, found ${answer.found}: GET /v1/findings lists them.`);
} catch (error) {
  const reason = error instanceof Error ? error.message || error.name : String(error);
  console.error(`${FunctionName} could not be run: ${reason}`);
  if (values.stage === 'sandbox') console.error('Is the sandbox running? npm start');
  process.exitCode = 1;
}
