import { parseArgs } from 'node:util';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { clientOptions } from './stage.ts';

// `npm run find`: runs the finder now, in the sandbox, or in a stage on AWS with `-- --stage prod --profile ops`.

const { values } = parseArgs({
  options: { stage: { type: 'string', default: 'sandbox' }, profile: { type: 'string' } },
});
const client = new LambdaClient(clientOptions(values));
const FunctionName = `careline-${values.stage}-cases-finder`;

try {
  const { FunctionError, Payload } = await client.send(new InvokeCommand({ FunctionName, Payload: '{}' }));
  const answer = JSON.parse(new TextDecoder().decode(Payload));
  if (FunctionError) throw new Error(answer.errorMessage ?? FunctionError);
  console.log(
    `Looked at ${answer.looked} records that are overdue, found ${answer.found}: GET /v1/findings lists them.`,
  );
} catch (error) {
  const reason = error instanceof Error ? error.message || error.name : String(error);
  console.error(`${FunctionName} could not be run: ${reason}`);
  if (values.stage === 'sandbox') console.error('Is the sandbox running? npm start');
  process.exitCode = 1;
}
