import type { Kind } from './api-client.ts';
import { type Fields, importMap } from './import-map.ts';

/**
 * What is read without a map: columns named like the API's fields. Money is a decimal in its own column with one
 * `currency` for the row, lists are separated by spaces, `profile.<anything>` is a profile entry, `licences.<grade>` its last day.
 */
export function defaultFields(kind: Kind, header: readonly string[]): Fields {
  const known = columns[kind];
  const fields = header.flatMap((column) => {
    const spec = anything.test(column) ? {} : Object.hasOwn(known, column) ? known[column] : undefined;
    return spec ? [[column, { column, optional: true, ...spec }] as const] : [];
  });
  const section = importMap.parse({ [kind]: { fields: Object.fromEntries(fields) } })[kind];
  return section?.fields ?? {};
}

type Known = Readonly<Record<string, object>>;
const money = { decimal: { scale: 2, currency: { column: 'currency' } } };

/** Entries of what has names of its own. */
const anything = /^(?:profile|licences)\./;
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

const branches: Known = {
  ...asText('branchId', 'name', 'parent', 'region', 'zone', 'status'),
  ...Object.fromEntries(weekdays.map((day) => [`openingHours.${day}`, { list: ' ' }])),
};

const staff: Known = {
  ...asText('staffId', 'name', 'branchId', 'manager', 'agentCode', 'customerId', 'status', 'validFrom'),
  roles: { list: ' ' },
  skills: { list: ' ' },
};

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

const columns: Readonly<Record<Kind, Known>> = { branches, staff, customers, policies };

function asText(...names: string[]): Known {
  return Object.fromEntries(names.map((name) => [name, {}]));
}
