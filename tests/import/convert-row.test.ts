import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { convertRow } from '../../tools/import/convert-row.ts';
import { convertDate } from '../../tools/import/dates.ts';
import { minorUnits } from '../../tools/import/decimals.ts';
import { fictionalPhone } from '../../tools/import/fictional-phone.ts';
import { importMap } from '../../tools/import/import-map.ts';

describe('dates', () => {
  const zone = 'America/Los_Angeles';
  test.each([
    ['2/24/2011', { format: 'M/D/YYYY', zone }, '2011-02-24T08:00:00.000Z'],
    ['2/24/2011', { format: 'M/D/YYYY', zone, end: true }, '2011-02-25T08:00:00.000Z'],
    ['2/24/2011', { format: 'M/D/YYYY', zone, end: true, addMonths: -12 }, '2010-02-25T08:00:00.000Z'],
    ['7/1/2011', { format: 'M/D/YYYY', zone }, '2011-07-01T07:00:00.000Z'],
    ['3/13/2011', { format: 'M/D/YYYY', zone }, '2011-03-13T08:00:00.000Z'],
    ['3/13/2011', { format: 'M/D/YYYY', zone, end: true }, '2011-03-14T07:00:00.000Z'],
    ['2026年03月01日', { format: 'YYYY年MM月DD日', zone: 'Asia/Shanghai' }, '2026-02-28T16:00:00.000Z'],
    ['20240131', { format: 'YYYYMMDD', addMonths: 1 }, '2024-02-29'],
    ['31.12.1999', { format: 'D.M.YYYY' }, '1999-12-31'],
  ])('%s by %j is %s', (text, spec, wanted) => {
    expect(convertDate(text, spec)).toBe(wanted);
  });

  test.each(['2/29/2011', '13/1/2011', '0/1/2011', '1/1/11', '2011-01-01', '1/1/2011 ', 'soon'])(
    '%j is no day',
    (text) => {
      expect(convertDate(text, { format: 'M/D/YYYY' })).toBeUndefined();
    },
  );
});

describe('decimals', () => {
  test.each([
    ['2763.519279', 2, 276352],
    ['0.005', 2, 1],
    ['-0.005', 2, -1],
    ['1,234.5', 2, 123450],
    ['69', 2, 6900],
    ['1.', 2, 100],
    ['0.1', 0, 0],
  ])('%s at scale %i is %i', (text, scale, wanted) => {
    expect(minorUnits(text, scale)).toBe(wanted);
  });

  test.each(['', 'a', '1e3', '1.2.3', '12,34', '99999999999999999', '１'])('%j is none', (text) => {
    expect(minorUnits(text, 2)).toBeUndefined();
  });

  test('loses no cent', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 12 }), (units) => {
        const digits = String(units).padStart(3, '0');
        expect(minorUnits(`${digits.slice(0, -2)}.${digits.slice(-2)}`, 2)).toBe(units);
      }),
    );
  });
});

describe('a row', () => {
  test('becomes a body by its map, blank cells left out, defaulted or refused', () => {
    const fields = fieldsOf({
      name: { column: 'Name' },
      kind: { column: 'Type', values: { Firm: 'company' }, default: 'person' },
      email: { template: 'demo+{Id}@example.com' },
      language: { value: 'en', when: { column: 'Country', in: ['US'] } },
      'profile.region': { column: 'Region', optional: true },
      'profile.size': { column: 'Size', optional: true },
      premium: { column: 'Premium', decimal: { scale: 2, currency: { column: 'Cur' }, multiply: 12 }, optional: true },
    });
    const row = {
      Name: ' Ann ',
      Type: 'Private',
      Id: '7',
      Country: 'US',
      Region: 'West',
      Size: '',
      Premium: '10.5',
      Cur: 'USD',
    };
    expect(convert(row, fields)).toEqual({
      body: {
        name: 'Ann',
        kind: 'person',
        email: 'demo+7@example.com',
        language: 'en',
        profile: { region: 'West' },
        premium: { amount: 12600, currency: 'USD' },
      },
    });
    expect(convert({ ...row, Name: ' ', Id: '', Premium: 'lots' }, fields)).toEqual({
      reasons: [
        'name: column "Name" is blank',
        'email: a column of "demo+{Id}@example.com" is blank',
        'premium: column "Premium" is not a decimal with its currency: lots',
      ],
    });
  });

  test('gets a phone number that is kept for fiction, the same each time', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        expect(fictionalPhone(seed)).toMatch(/^\+1[2-9]\d{2}55501\d{2}$/);
        expect(fictionalPhone(seed)).toBe(fictionalPhone(seed));
      }),
    );
  });
});

function fieldsOf(fields: object) {
  const { customers } = importMap.parse({ customers: { fields } });
  if (!customers) throw new Error('The map has no customers');
  return customers.fields;
}

function convert(row: Record<string, string>, fields: ReturnType<typeof fieldsOf>) {
  return convertRow(new Map(Object.entries(row)), fields);
}
