import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { phone } from '../../../functions/customers/customer-schemas.ts';
import { instant } from '../../../functions/platform/instant.ts';
import { lines, text } from '../../../functions/platform/text.ts';

describe('text', () => {
  test('is trimmed and composed', () => {
    expect(text(4).parse('  Zoe\u0308 ')).toBe('Zoë');
    expect(text(4).parse('王小明')).toBe('王小明');
  });

  test('takes line breaks only where lines are wanted', () => {
    expect(text(9).safeParse('a\nb').success).toBe(false);
    expect(lines(9).parse('a\r\nb\tc')).toBe('a\r\nb\tc');
  });

  test.each(['', '  ', '\u0000', 'a\u007fb', 'a\u202eb', '\ud800', 'a\udc00b', 7, null])('refuses %j', (value) => {
    expect(text(9).safeParse(value).success).toBe(false);
    expect(lines(9).safeParse(value).success).toBe(false);
  });

  test('what it gives back is taken again, unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (value) => {
        const first = text(20).safeParse(value);
        if (first.success) expect(text(20).parse(first.data)).toBe(first.data);
      }),
    );
  });
});

describe('phone', () => {
  test.each([
    ['13800138000', '+8613800138000'],
    ['138-0013-8000', '+8613800138000'],
    ['+86 138 0013 8000', '+8613800138000'],
    ['0086 13800138000', '+8613800138000'],
    ['8613800138000', '+8613800138000'],
    ['+1 (206) 555-0142', '+12065550142'],
  ])('%s is %s', (written, e164) => {
    expect(phone.parse(written)).toBe(e164);
  });

  test.each(['12345', '+0123456789', '010-12345678', '+861380013800a', ''])('refuses %j', (written) => {
    expect(phone.safeParse(written).success).toBe(false);
  });
});

describe('instant', () => {
  test('is kept in UTC', () => {
    expect(instant.parse('2026-03-01T00:00:00+08:00')).toBe('2026-02-28T16:00:00.000Z');
    expect(instant.parse('2024-02-29T12:00:00.5Z')).toBe('2024-02-29T12:00:00.500Z');
  });

  test.each([
    '2026-03-01',
    '2026-03-01T00:00:00',
    '2026-02-30T00:00:00Z',
    '0000-01-01T00:00:00+14:00',
    '9999-12-31T23:59:59Z',
    'now',
  ])('refuses %j', (value) => {
    expect(instant.safeParse(value).success).toBe(false);
  });
});
