import names from '../../../rules/event-names.json' with { type: 'json' };
import type { Wording } from '../../platform/wording.ts';

const known: Readonly<Record<string, Wording>> = names;

/** What an event that rules name is called: `the notice of loss`. One without a name is called by its type. */
export function eventName(type: string): Wording {
  return known[type] ?? { en: type, 'zh-CN': type };
}
