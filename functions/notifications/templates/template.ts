import type { Language } from '../../platform/problems.ts';
import type { Letter } from './letter.ts';
import type { Model, TemplateName } from './models.ts';

/** What one template says in one language: a letter, and a text message without its signature. */
export interface Wording<Name extends TemplateName> {
  letter(model: Model<Name>): Letter;
  sms(model: Model<Name>): string;
}

/** A `service` template tells of what the customer has or asked for; a refusal of advertising does not stop it. */
export interface Template<Name extends TemplateName> extends Readonly<Record<Language, Wording<Name>>> {
  readonly class: 'service';
}
