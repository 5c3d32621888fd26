import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

// `npm run stack -- <function> [assembly] < stack.txt`: a stack that a function has logged, with the places in our sources. The
// maps are made with the templates, below `source-maps` of the assembly (`cdk.out`), and are those of just that release.

const [name, assembly = 'cdk.out'] = process.argv.slice(2);
if (!name) throw new Error('Say whose stack it is: npm run stack -- claims-api < stack.txt');
const map = new SourceMap(JSON.parse(readFileSync(join(assembly, 'source-maps', `${name}.map`), 'utf8')));
const stack = await text(process.stdin);
process.stdout.write(stack.replace(/[^\s("]*\bindex\.mjs:(\d+):(\d+)/g, inSources));

function inSources(place: string, line: string, column: string): string {
  const found = map.findOrigin(Number(line), Number(column));
  // The map names sources as seen from where the bundle was built, a folder of the function's name in `functions/`.
  return 'fileName' in found
    ? `${join('functions', String(name), found.fileName)}:${found.lineNumber}:${found.columnNumber}`
    : place;
}
