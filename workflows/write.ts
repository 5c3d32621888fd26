import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitionOf } from './asl.ts';
import { workflows } from './workflows.ts';

/** Writes what each table stands for beside it, as it is deployed and as Workflow Studio opens it. */
for (const [name, workflow] of Object.entries(workflows)) {
  const file = join(import.meta.dirname, `${name}.asl.json`);
  writeFileSync(file, `${JSON.stringify(definitionOf(workflow), null, 2)}\n`);
}
