import { type Fields, importMap } from './import-map.ts';

/**
 * What is read without a map: columns named like the API's fields. Money is a decimal in its own column with one
 * `currency` for the row, lists are separated by spaces, and `profile.<anything>` is a profile entry.
 */
export function defaultFields(kind: 'customers' | 'policies', header: readonly string[]): Fields {
  const known = kind === 'customers' ? customers : policies;
  const fields = header.flatMap((column) => {
    const spec = column.startsWith('profile.') ? {} : Object.hasOwn(known, column) ? known[column] : undefined;
    return spec ? [[column, { column, optional: true, ...spec }] as const] : [];
  });
  const section = importMap.parse({ [kind]: { fields: Object.fromEntries(fields) } })[kind];
  return section?.fields ?? {};
}

type Known = Readonly<Record<string, object>>;
const money = { decimal: { scale: 2, currency: { column: 'currency' } } };

const customers: Known = {
  ...asText(
    'kind',
    'name',
    'language',
    'email',
    'phone',
    'birthDate',
    'nationalId',
    'address',
    'branchId',
    'externalRef',
  ),
  'consent.marketing': { boolean: true },
};

const policies: Known = {
  ...asText(
    'policyNumber',
    'customerId',
    'customerExternalRef',
    'branchId',
    'line',
    'plan',
    'coverage',
    'status',
    'insuredObject',
  ),
  ...asText('effectiveAt', 'expiresAt', 'validFrom', 'premiumFrequency', 'externalRef'),
  waitingDays: { integer: true },
  perils: { list: ' ' },
  sumInsured: money,
  deductible: money,
  premium: money,
};

function asText(...names: string[]): Known {
  return Object.fromEntries(names.map((name) => [name, {}]));
}
