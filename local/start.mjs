import { existsSync } from 'node:fs';

// `npm start` on whatever Node a machine has: it reads no TypeScript before the pinned Node that `npm ci` installs does.
const installed = existsSync(new URL('../node_modules/.package-lock.json', import.meta.url));
const [major = 0] = process.versions.node.split('.').map(Number);

if (!installed || major < 24) {
  console.error(
    installed ? `Run it with 'npm start': this is Node ${major}, not 24` : "Not installed yet: run 'npm ci' first",
  );
  process.exit(1);
}
await import('./main.ts');
