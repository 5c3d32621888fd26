import type { Language } from '../platform/problems.ts';
import { type EmailContent, toEmail } from './templates/letter.ts';
import { type Model, models, type TemplateName } from './templates/models.ts';
import { toSms } from './templates/sms.ts';
import type { Template, Wording } from './templates/template.ts';
import { templates } from './templates/templates.ts';

/** What a message is rendered from, as the ledger keeps it. */
export interface Renderable {
  readonly template: TemplateName;
  readonly language: Language;
  readonly name: string;
  readonly model: unknown;
}

/** The message as an email, or undefined when its template is gone or its model no longer fits it. */
export function renderEmail(message: Renderable): EmailContent | undefined {
  const found = wordingOf(message);
  return found && toEmail(found.wording.letter(found.model), message.name, message.language);
}

/** The message as a text message, or undefined when its template is gone or its model no longer fits it. */
export function renderSms(message: Renderable): string | undefined {
  const found = wordingOf(message);
  return found && toSms(found.wording.sms(found.model), message.language);
}

function wordingOf<Name extends TemplateName>({ template, language, model }: Renderable & { template: Name }) {
  if (!Object.hasOwn(templates, template)) return undefined;
  const parsed = models[template].safeParse(model);
  if (!parsed.success) return undefined;
  const wording: Wording<Name> = (templates[template] as Template<Name>)[language];
  return { wording, model: parsed.data as Model<Name> };
}
