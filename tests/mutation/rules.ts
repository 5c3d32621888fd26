import { globSync, readFileSync } from 'node:fs';

// The tables of a context as one test file: Jest loads its own code and the modules under test anew for every file, which
// for most mutants is nearly all the work. A file with hooks of its own is no table; here they would run for every test.

const unit = new URL('../unit/', import.meta.url);
const hooks = /^(before|after)(Each|All)\(/m;
const files = globSync(`${process.env.MUTATE}/**/*.test.ts`, { cwd: unit })
  .map((file) => new URL(file, unit))
  .filter((file) => !hooks.test(readFileSync(file, 'utf8')));
if (files.length === 0) throw new Error(`No tables in tests/unit/${process.env.MUTATE}`);
for (const file of files.map(String).sort()) await import(file);
