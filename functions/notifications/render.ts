import { letters, type TemplateName } from '../letters.ts';
import type { Language } from '../platform/problems.ts';
import { type EmailContent, toEmail } from './letters/letter.ts';
import { toSms } from './letters/sms.ts';

/** What a message is rendered from, as the ledger keeps it. */
export interface Renderable {
  readonly template: TemplateName;
  readonly language: Language;
  readonly name: string;
  readonly model: unknown;
}

/** The message as an email, or undefined when its template is gone or its model no longer fits it. */
export function renderEmail(message: Renderable): EmailContent | undefined {
  const said = saidBy(message);
  return said && toEmail(said.letter(), message.name, message.language);
}

/** The message as a text message, or undefined when its template is gone or has none, or its model no longer fits it. */
export function renderSms(message: Renderable): string | undefined {
  const text = saidBy(message)?.sms();
  return text === undefined ? undefined : toSms(text, message.language);
}

function saidBy({ template, language, model }: Renderable) {
  return Object.hasOwn(letters, template) ? letters[template].says(model, language) : undefined;
}
