import type { z } from 'zod';
import type { Language } from '../../platform/problems.ts';
import type { Letter } from './letter.ts';

/** What one template says in one language: a letter, and a text message without its signature, unless it goes by email alone. */
interface Wording<Model> {
  letter(model: Model): Letter;
  sms?(model: Model): string;
}

/** A `service` template tells of what the customer has or asked for; a refusal of advertising does not stop it. */
export interface Template<Model> extends Readonly<Record<Language, Wording<Model>>> {
  readonly class: 'service';
}

/**
 * A template with its model, as the ledger knows it by name. A model is stored with its message and rendered when it is sent,
 * so a field may be added as optional but never removed or made stricter, and no template is taken away.
 */
export function templateOf<Model extends z.ZodType>(model: Model, template: Template<z.output<Model>>) {
  return {
    model,
    class: template.class,
    /** Whether it is a text message as well. */
    bySms: template['zh-CN'].sms !== undefined,
    /** What it says to a stored model; undefined when that no longer fits. */
    says(stored: unknown, language: Language): { letter(): Letter; sms(): string | undefined } | undefined {
      const { data, success } = model.safeParse(stored);
      const wording = template[language];
      return success ? { letter: () => wording.letter(data), sms: () => wording.sms?.(data) } : undefined;
    },
  };
}
