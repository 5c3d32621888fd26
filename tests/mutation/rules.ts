import { globSync } from 'node:fs';

// The tables of a context as one test file: Jest loads its own code and the modules under test anew for every file, which
// for most mutants is nearly all the work.

const unit = new URL('../unit/', import.meta.url);
const files = globSync(`${process.env.MUTATE}/**/*.test.ts`, { cwd: unit }).sort();
if (files.length === 0) throw new Error(`No tests in tests/unit/${process.env.MUTATE}`);
for (const file of files) await import(new URL(file, unit).href);
