import { cn } from './cn.ts';
import { cnDraft } from './cn-draft.ts';
import { cnPromise } from './cn-promise.ts';
import { cnTrial } from './cn-trial.ts';
import type { RuleCase } from './rule-case.ts';
import { uk } from './uk.ts';
import { usCa } from './us-ca.ts';

/** The examples of each pack, reckoned apart from the code from the calendars as they were published, and the file they are in. */
export const ruleCases: Readonly<Record<string, { readonly file: string; readonly cases: readonly RuleCase[] }>> = {
  CN: { file: 'cn.ts', cases: cn },
  'CN-promise': { file: 'cn-promise.ts', cases: cnPromise },
  'CN-draft': { file: 'cn-draft.ts', cases: cnDraft },
  'CN-trial': { file: 'cn-trial.ts', cases: cnTrial },
  UK: { file: 'uk.ts', cases: uk },
  'US-CA': { file: 'us-ca.ts', cases: usCa },
};
