import { convertDate } from './dates.ts';
import { minorUnits } from './decimals.ts';
import { fictionalPhone } from './fictional-phone.ts';
import { type FieldSpec, type Fields, placeholder } from './import-map.ts';

/** The cells of a row by column; a column that the file lacks is blank. */
export type Cells = ReadonlyMap<string, string>;
export type Converted = { readonly body: Record<string, unknown> } | { readonly reasons: readonly string[] };

/** A row as the API takes it, or why it cannot be. */
export function convertRow(cells: Cells, fields: Fields): Converted {
  const body: Record<string, unknown> = {};
  const reasons: string[] = [];
  for (const [target, spec] of Object.entries(fields)) {
    const result = convertField(cells, spec);
    if (result instanceof Unusable) reasons.push(`${target}: ${result.reason}`);
    else if (result !== undefined) put(body, target, result);
  }
  return reasons.length > 0 ? { reasons } : { body };
}

class Unusable {
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

/** The field's value, undefined where it is to be left out. */
function convertField(cells: Cells, spec: FieldSpec): unknown {
  if (!applies(cells, spec.when)) return undefined;
  if (spec.value !== undefined) return spec.value;
  const text = sourceOf(cells, spec);
  if (text !== undefined) return convertText(text, cells, spec);
  if (spec.default !== undefined) return spec.default;
  return spec.optional ? undefined : new Unusable(`${nameOf(spec)} is blank`);
}

function applies(cells: Cells, when: FieldSpec['when']): boolean {
  if (!when) return true;
  const cell = (cells.get(when.column) ?? '').trim();
  if (when.present !== undefined && when.present !== (cell !== '')) return false;
  return when.in === undefined || when.in.includes(cell);
}

function sourceOf(cells: Cells, spec: FieldSpec): string | undefined {
  const read = (column: string) => {
    const cell = cells.get(column) ?? '';
    if (cell.trim() === '') return undefined;
    return spec.trim ? cell.trim() : cell;
  };
  if (spec.column !== undefined) return read(spec.column);
  if (spec.template !== undefined) return fill(spec.template, read);
  const seed = read(spec.from ?? '');
  return seed === undefined ? undefined : fictionalPhone(seed);
}

/** The template with its columns put in; a blank one leaves nothing worth having. */
function fill(template: string, read: (column: string) => string | undefined): string | undefined {
  let blank = false;
  const filled = template.replace(placeholder, (_, column: string) => {
    const cell = read(column);
    blank ||= cell === undefined;
    return cell ?? '';
  });
  return blank ? undefined : filled;
}

function convertText(text: string, cells: Cells, spec: FieldSpec): unknown {
  const unusable = (wanted: string) => new Unusable(`${nameOf(spec)} is not ${wanted}: ${text.slice(0, 60)}`);
  if (spec.values) {
    if (Object.hasOwn(spec.values, text)) return spec.values[text];
    return spec.default ?? unusable('one of the known values');
  }
  if (spec.date) return convertDate(text, spec.date) ?? unusable(`a date like ${spec.date.format}`);
  if (spec.decimal) return moneyOf(text, cells, spec.decimal) ?? unusable('a decimal with its currency');
  if (spec.integer) return /^[+-]?\d{1,15}$/.test(text) ? Number(text) : unusable('an integer');
  if (spec.boolean) return booleans.get(text.toLowerCase()) ?? unusable('yes or no');
  if (spec.list) {
    return text
      .split(spec.list)
      .map((part) => part.trim())
      .filter(Boolean);
  }
  return text;
}

const booleans: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'yes', 'y', '1', '是'].map((word) => [word, true] as const),
  ...['false', 'no', 'n', '0', '否'].map((word) => [word, false] as const),
]);

/** `{amount, currency}`, or the bare amount where the spec names no currency. */
function moneyOf(
  text: string,
  cells: Cells,
  { scale, currency, multiply }: NonNullable<FieldSpec['decimal']>,
): unknown {
  const amount = minorUnits(text, scale, multiply);
  if (amount === undefined || currency === undefined) return amount;
  const code = typeof currency === 'string' ? currency : (cells.get(currency.column) ?? '').trim();
  return code === '' ? undefined : { amount, currency: code };
}

function nameOf(spec: FieldSpec): string {
  return spec.template === undefined ? `column "${spec.column ?? spec.from}"` : `a column of "${spec.template}"`;
}

function put(body: Record<string, unknown>, target: string, value: unknown): void {
  const [first = '', ...rest] = target.split('.');
  const name = rest.join('.');
  body[first] = name === '' ? value : { ...(body[first] as object | undefined), [name]: value };
}
