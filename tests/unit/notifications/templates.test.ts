import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { guides } from '../../../functions/claims/letters/guides/guide.ts';
import { documentCodes, documentLabels } from '../../../functions/claims/letters/labels.ts';
import { letters, type ModelInput, type TemplateName, templateNames } from '../../../functions/letters.ts';
import { toEmail } from '../../../functions/notifications/letters/letter.ts';
import { smsParts, toSms } from '../../../functions/notifications/letters/sms.ts';
import { renderEmail, renderSms } from '../../../functions/notifications/render.ts';
import { causes } from '../../../functions/policies/policy.ts';
import { samples, wordings } from './sample-models.ts';

const languages = ['zh-CN', 'en'] as const;
const everyCase = templateNames.flatMap((template) => languages.map((language) => ({ template, language })));

describe.each(everyCase)('$template in $language', ({ template, language }) => {
  const message = { template, language, name: '张三', model: samples[template] };
  const fields = ['CK7Q2-M9X41', ...wordings[template][language]];

  test('is a service message, which a refusal of advertising does not stop', () => {
    expect(letters[template].class).toBe('service');
  });

  test('renders every field of its model in the email, as text and as HTML', () => {
    const email = renderEmail(message);
    expect(email?.subject).toContain('CK7Q2-M9X41');
    for (const field of fields) {
      expect(`${email?.subject}\n${email?.text}`).toContain(field);
      expect(email?.html).toContain(field);
    }
    expect(email?.html).toContain(`<html lang="${language}">`);
    expect(email?.text).toContain('张三');
    expect(`${email?.text}${email?.html}`).not.toMatch(/undefined|null|NaN|\[object/);
  });

  test('renders every field of its model in a signed text message of three parts at most, or is none', () => {
    const text = renderSms(message);
    expect(text !== undefined).toBe(letters[template].bySms);
    if (text === undefined) return;
    for (const field of fields) expect(text).toContain(field);
    expect(text.startsWith(language === 'zh-CN' ? '【Careline】' : 'Careline: ')).toBe(true);
    expect(smsParts(text).parts).toBeLessThanOrEqual(3);
    expect(text).not.toMatch(/\.\.\.$/);
    expect(text).not.toMatch(/undefined|null|NaN|\[object/);
  });
});

test('English wording has the English alphabet and Chinese wording is Chinese', () => {
  for (const template of templateNames) {
    const model = { ...samples[template], ...(template === 'claim-registered' && { handler: 'Wang Fang' }) };
    const english = renderEmail({ template, language: 'en', name: 'Zhang San', model });
    expect(`${english?.subject}${english?.text}`).not.toMatch(/\p{Script=Han}/u);
    expect(smsParts(renderSms({ template, language: 'en', name: 'Zhang San', model }) ?? '').alphabet).toBe('GSM-7');
    expect(renderEmail({ template, language: 'zh-CN', name: '张三', model })?.subject).toMatch(/\p{Script=Han}/u);
  }
});

describe.each(causes)('the guide after %s', (cause) => {
  test.each(languages)('says in %s what to do, to keep and to send, and promises nothing', (language) => {
    const { documents, [language]: guide } = guides[cause];
    const email = renderEmail({
      template: 'claim-registered',
      language,
      name: 'A',
      model: { reference: 'C1', policyNumber: 'P1', cause },
    });
    const lines = [...guide.now, ...guide.keep, ...documents.map((code) => documentLabels[code][language])];
    for (const line of lines) expect(email?.text).toContain(`- ${line}`);
    expect(new Set(lines).size).toBe(lines.length);
    expect(email?.text).toContain(guide.about);
    // No figure but telephone numbers and the article on documents.
    const figures = `${guide.now}${guide.keep}`.match(/\d+/g) ?? [];
    expect(['110', '119', '120', '122']).toEqual(expect.arrayContaining(figures));
  });
});

test('eight guides and a general one cover every cause', () => {
  expect(new Set(causes.map((cause) => guides[cause])).size).toBe(9);
  expect(causes.filter((cause) => guides[cause] === guides.other)).toEqual(['other']);
});

test('optional fields may be missing', () => {
  const reference = 'CK7Q2-M9X41';
  const bare: { [Name in TemplateName]?: ModelInput<Name> } = {
    'claim-registered': { reference, policyNumber: 'P1' },
    'claim-offered': { reference, approved: { amount: 1, currency: 'JPY' } },
    'claim-denied': { reference, clause: '5.1', reasons: 'x' },
    'claim-paid': { reference, amount: { amount: 1, currency: 'CNY' } },
    'claim-closed': { reference },
  };
  for (const [template, model] of Object.entries(bare)) {
    for (const language of languages) {
      const message = { template: template as TemplateName, language, name: 'A', model };
      expect(renderEmail(message)?.html).not.toMatch(/undefined|null/);
      expect(renderSms(message)).not.toMatch(/undefined|null|（）|\(\)/);
    }
  }
});

test('an offer says by letter in how many days it is paid, where its model says so', () => {
  for (const [language, says] of [
    ['zh-CN', '在10日内履行赔付义务。'],
    ['en', 'we pay within 10 days.'],
  ] as const) {
    const { paysWithinDays, ...before } = { ...samples['claim-offered'], paysWithinDays: 10 };
    const rendered = (model: object) => renderEmail({ template: 'claim-offered', language, name: 'A', model })?.text;
    expect(rendered({ ...before, paysWithinDays })).toContain(says);
    expect(rendered(before)).toMatch(/我们不会视为您已接受。|We do not take silence as consent.\n/);
  }
});

test('the whole list of documents fits into a text message', () => {
  for (const language of languages) {
    const model = { reference: 'CK7Q2-M9X41', documents: documentCodes };
    const text = renderSms({ template: 'claim-documents-requested', language, name: 'A', model }) ?? '';
    expect(text).not.toMatch(/\.\.\.$/);
    expect(smsParts(text).parts).toBeLessThanOrEqual(3);
  }
});

test('a text message that is too long is cut in the typed reasons, not in the ways that stay open', () => {
  for (const language of languages) {
    const model = { ...samples['claim-denied'], reasons: '理由'.repeat(1000) };
    const text = renderSms({ template: 'claim-denied', language, name: 'A', model }) ?? '';
    expect(text).toMatch(/\.\.\.$/);
    expect(smsParts(text)).toEqual({ alphabet: 'UCS-2', parts: 3 });
    expect(text).toContain('理由理由理由');
    for (const way of language === 'en' ? ['review', 'mediation', 'court'] : ['复核', '调解', '诉讼']) {
      expect(text).toContain(way);
    }
  }
});

test('reasons keep their paragraphs in the email', () => {
  const model = { ...samples['claim-denied'], reasons: 'First.\r\n\r\nSecond.' };
  const email = renderEmail({ template: 'claim-denied', language: 'en', name: 'A', model });
  expect(email?.text).toContain('\n\nFirst.\n\nSecond.\n\n');
});

test('a model that does not fit its template, or an unknown template, renders nothing', () => {
  const message = { template: 'claim-paid', language: 'en', name: 'A', model: { reference: 'C' } } as const;
  expect(renderEmail(message)).toBeUndefined();
  expect(renderSms(message)).toBeUndefined();
  expect(renderSms({ ...message, template: 'toString' as TemplateName })).toBeUndefined();
});

describe('what a model says is hostile', () => {
  const attack = `<script>alert(1)</script>" onload='x' &amp; 【Bank】\r\nBcc: a@b.example \u202Egnp.exe`;

  test.each(everyCase)('$template in $language escapes it', ({ template, language }) => {
    const model = hostile(samples[template], attack);
    const email = renderEmail({ template, language, name: attack, model });
    expect(email?.html).not.toMatch(/<script|onload='|\u202E/);
    expect(email?.html).toContain('&lt;script&gt;');
    expect(email?.subject).not.toMatch(/[\r\n\u202E]/);
    const text = renderSms({ template, language, name: attack, model }) ?? '';
    expect(text).not.toMatch(/[\r\n\u202E]/);
    expect(text.match(/【/g) ?? []).toHaveLength(language === 'zh-CN' && letters[template].bySms ? 1 : 0);
  });

  test('a link in a survey is HTTPS only', () => {
    expect(letters['claim-closed'].model.safeParse({ reference: 'C', surveyUrl: 'javascript:alert(1)' }).success).toBe(
      false,
    );
  });

  test('any text stays one text message of three parts and escaped HTML', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 700 }), fc.constantFrom(...languages), (text, language) => {
        expect(smsParts(toSms(text, language)).parts).toBeLessThanOrEqual(3);
        const plain = toEmail({ subject: '', preheader: '', blocks: [] }, '', language).html;
        const tags = (html: string) => html.match(/[<>"']/g)?.length;
        const { html } = toEmail({ subject: text, preheader: text, blocks: [] }, text, language);
        expect(tags(html)).toBe(tags(plain));
      }),
    );
  });
});

describe('text message parts', () => {
  test.each([
    ['160 letters', 'a'.repeat(160), 'GSM-7', 1],
    ['161 letters', 'a'.repeat(161), 'GSM-7', 2],
    ['80 euro signs, which count twice,', '€'.repeat(80), 'GSM-7', 1],
    ['81 euro signs', '€'.repeat(81), 'GSM-7', 2],
    ['70 Chinese characters', '字'.repeat(70), 'UCS-2', 1],
    ['71 Chinese characters', '字'.repeat(71), 'UCS-2', 2],
    ['134 letters and a Chinese character', `${'a'.repeat(134)}字`, 'UCS-2', 3],
    ['36 emoji, which count twice,', '😀'.repeat(36), 'UCS-2', 2],
  ])('%s', (_, text, alphabet, parts) => {
    expect(smsParts(text)).toEqual({ alphabet, parts });
  });
});

/** The model with the attack in each of its free texts. */
function hostile(model: object, attack: string): object {
  const free = new Set(['reference', 'policyNumber', 'handler', 'surveyor', 'clause', 'reasons']);
  return Object.fromEntries(Object.entries(model).map(([name, value]) => [name, free.has(name) ? attack : value]));
}
