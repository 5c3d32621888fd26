import { writeFileSync } from 'node:fs';
import { buildSync, type Metafile } from 'esbuild';
import { settings } from '../../infra/constructs/bundling.ts';
import { type FirstRequest, inputs } from './first-requests.ts';

type Output = Metafile['outputs'][string];

/** A client of the SDK that is in a bundle, and the commands that came with it. */
interface Client {
  readonly from: string;
  readonly name: string;
  readonly commands: readonly string[];
}

/**
 * Bundles what a function is compared with, as esbuild does it by itself, into `file`: the clients that are in the function's
 * bundle with the same commands, each made by `new Client({})`. Its handler sends the function's first command, `times` at once.
 */
export function bundleClients(
  root: string,
  output: Output,
  { sends, sendsNext }: FirstRequest,
  times: number,
  file: string,
) {
  const stdin = {
    contents: sourceOf(
      clientsIn(output),
      sendsNext && sends ? [sends, sendsNext] : Array.from({ length: times }, () => sends),
    ),
    resolveDir: root,
  };
  const { outputFiles } = buildSync({ ...settings, stdin, write: false });
  writeFileSync(file, outputFiles[0]?.contents ?? '');
}

/** By the modules of the bundle: `@aws-sdk/client-sfn/dist-es/SFNClient.js`, `…/commands/StopExecutionCommand.js`. */
function clientsIn(output: Output): Client[] {
  const modules = Object.entries(output.inputs).flatMap(([path, { bytesInOutput }]) => {
    const [, from, name] = modulePath.exec(path) ?? [];
    return bytesInOutput > 0 && from && name ? [{ from, name }] : [];
  });
  return modules
    .filter(({ name }) => name.endsWith('Client'))
    .map(({ from, name }) => {
      const commands = modules.filter((it) => it.from === from && it.name.endsWith('Command')).map((it) => it.name);
      return { from, name, commands };
    });
}

const modulePath =
  /node_modules\/(@aws-sdk\/(?:client|lib)-[\w-]+)\/dist-es\/(?:commands\/)?(\w+(?:Client|Command))\.js$/;

/** Names are numbered, for the document client and DynamoDB's own have commands of the same name. */
function sourceOf(clients: readonly Client[], sends: readonly FirstRequest['sends'][]): string {
  const dynamo = clients.findIndex(({ name }) => name === 'DynamoDBClient');
  const senderOf = (command: string) => clients.findLastIndex(({ commands }) => commands.includes(command));
  const lines = clients.flatMap(({ from, name, commands }, i) => [
    `import { ${[name, ...commands].map((it) => `${it} as ${it}${i}`).join(', ')} } from '${from}';`,
    name === 'DynamoDBDocumentClient'
      ? `const client${i} = ${name}${i}.from(client${dynamo});`
      : `const client${i} = new ${name}${i}({});`,
    `export const commands${i} = [${commands.map((it) => it + i).join(', ')}];`,
  ]);
  const requests = sends.flatMap((command) => {
    if (!command) return [];
    const sender = senderOf(command);
    return [`client${sender}.send(new ${command}${sender}(${JSON.stringify(inputs[command])}))`];
  });
  return [...lines, `export const handler = () => Promise.all([${requests.join(', ')}]);`].join('\n');
}
