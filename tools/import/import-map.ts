import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ImportFailure } from './import-failure.ts';

const zone = z.string().refine(isZone, 'An IANA time zone such as Asia/Shanghai');

const date = z
  .strictObject({
    /** YYYY, MM or M, DD or D; anything else stands for itself. */
    format: z
      .string()
      .refine((value) => /YYYY/.test(value) && /M/.test(value) && /D/.test(value), 'Made of YYYY, MM or M, DD or D'),
    /** Where the day begins; without it the result is the day itself, YYYY-MM-DD. */
    zone: zone.optional(),
    /** The moment the day is over, which is when the next one begins. */
    end: z.boolean().optional(),
    addMonths: z.int().min(-1200).max(1200).optional(),
  })
  .refine((value) => !value.end || value.zone, { path: ['end'], error: 'Needs a zone' });

const decimal = z.strictObject({
  /** Digits of the minor unit: 2 for cents and fen. More digits than that are rounded half up. */
  scale: z.int().min(0).max(6),
  currency: z
    .union([z.string().regex(/^[A-Z]{3}$/, 'An ISO 4217 code'), z.strictObject({ column: z.string() })])
    .optional(),
  multiply: z.int().min(1).max(1_000_000).optional(),
});

const field = z
  .strictObject({
    column: z.string().optional(),
    value: z.json().optional(),
    template: z.string().optional(),
    derive: z.literal('phone').optional(),
    from: z.string().optional(),
    trim: z.boolean().default(true),
    values: z.record(z.string(), z.json()).optional(),
    date: date.optional(),
    decimal: decimal.optional(),
    integer: z.boolean().optional(),
    boolean: z.boolean().optional(),
    list: z.string().min(1).optional(),
    default: z.json().optional(),
    optional: z.boolean().optional(),
    when: z
      .strictObject({ column: z.string(), in: z.array(z.string()).optional(), present: z.boolean().optional() })
      .optional(),
  })
  .check(({ value, issues }) => {
    const refuse = (message: string) => issues.push({ code: 'custom', input: value, message });
    const sources = [value.column, value.value, value.template, value.derive].filter((source) => source !== undefined);
    const conversions = [value.values, value.date, value.decimal, value.integer, value.boolean, value.list];
    if (sources.length !== 1) refuse('Give exactly one of column, value, template, derive');
    if ((value.derive === undefined) !== (value.from === undefined)) refuse('derive and from go together');
    if (conversions.filter((conversion) => conversion !== undefined).length > 1) {
      refuse('Give at most one of values, date, decimal, integer, boolean, list');
    }
  });
export type FieldSpec = z.infer<typeof field>;

/** A target is a field of the API's body; a dot goes into an object (`profile.region`). */
const target = z.string().regex(/^[A-Za-z]\w*(\.[^.]+)?$/, 'A field such as name or profile.region');
const section = z.strictObject({ fields: z.record(target, field) });
export const importMap = z.strictObject({
  $comment: z.string().optional(),
  branches: section.optional(),
  staff: section.optional(),
  customers: section.optional(),
  policies: section.optional(),
});
export type ImportMap = z.infer<typeof importMap>;
export type Fields = z.infer<typeof section>['fields'];

/** Reads and checks a map file; the failure names the key that is wrong. */
export async function readMap(path: string): Promise<{ map: ImportMap; text: string }> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new ImportFailure(`${path}: cannot be read (${error.code})`);
  });
  const parsed = importMap.safeParse(parseJson(text, path));
  if (parsed.success) return { map: parsed.data, text };
  const wrong = parsed.error.issues.map((issue) => `  ${issue.path.join(' > ') || 'the map'}: ${issue.message}`);
  throw new ImportFailure(`${path} is not a valid map:\n${wrong.join('\n')}`);
}

/** The columns that a field reads. */
export function columnsOf(spec: FieldSpec): string[] {
  const currency = typeof spec.decimal?.currency === 'object' ? spec.decimal.currency.column : undefined;
  const inTemplate = [...(spec.template ?? '').matchAll(placeholder)].map(([, column]) => column);
  return [spec.column, spec.from, spec.when?.column, currency, ...inTemplate].filter((column) => column !== undefined);
}

/** `{Column}` in a template. */
export const placeholder = /\{([^{}]+)\}/g;

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new ImportFailure(`${path} is not JSON: ${(error as Error).message}`);
  }
}

function isZone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }) !== undefined;
  } catch {
    return false;
  }
}
