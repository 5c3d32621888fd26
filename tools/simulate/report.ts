import type { Count } from './counts.ts';
import type { Rate } from './deadline-rates.ts';
import type { Flow } from './money-flow.ts';
import type { Outcome } from './outcome.ts';

/** The outcome for people to read. Money is in the currency's major unit, to the cent. */
export function reportOf(outcome: Outcome): string {
  const { claims, seed, from, to, paths, deadlines, rungs, digests, money, contradictions, messages } = outcome;
  return [
    `${claims} claims, seed ${seed}, from ${from} to ${to}`,
    part('Tracks', counted(paths.tracks)),
    part('Turns', counted(paths.turns)),
    part('Ends', counted(paths.ends)),
    part('Paths', counted(paths.whole)),
    part('Deadlines', [row(rateHead), ...deadlines.map(rateRow)]),
    part(`Rungs, told in ${digests} letters`, counted(rungs)),
    part('Money', [row(flowHead), ...money.map(flowRow)]),
    part('Adds up', contradictions.length === 0 ? ['  yes'] : contradictions.map((wrong) => `  no: ${wrong}`)),
    part('Messages', counted(messages)),
  ].join('\n\n');
}

function part(title: string, lines: readonly string[]): string {
  return [title, ...(lines.length === 0 ? ['  none'] : lines)].join('\n');
}

function counted(counts: readonly Count[]): string[] {
  return counts.map(({ name, count }) => `${String(count).padStart(7)}  ${name}`);
}

const rateHead = ['rule', 'kept', 'missed', 'cancelled', 'open', 'no date', 'kept %'];
function rateRow({ rule, kept, missed, cancelled, open, notComputable, keptPercent }: Rate): string {
  return row([rule, kept, missed, cancelled, open, notComputable, keptPercent?.toFixed(1) ?? '']);
}

const flowHead = ['currency', 'reserved', 'approved', 'ordered', 'paid', 'returned', 'to be paid'];
function flowRow({ currency, reserved, approved, ordered, paid, returned }: Flow): string {
  const amounts = [reserved, approved, ordered, paid, returned, approved - paid + returned];
  return row([currency, ...amounts.map((minor) => major(minor, currency))]);
}

/** The first column has names, the others figures. */
function row([name = '', ...figures]: readonly (string | number)[]): string {
  return `  ${String(name).padEnd(30)}${figures.map((figure) => String(figure).padStart(16)).join('')}`;
}

/** Minor units as text, by the digits that the currency has. */
function major(minor: number, currency: string): string {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits;
  const text = String(minor).padStart((digits ?? 0) + 1, '0');
  return digits ? `${text.slice(0, -digits)}.${text.slice(-digits)}` : text;
}
