import type { HistoryEvent } from '@aws-sdk/client-sfn';

const redacted = '[redacted]';

/** A field that holds a token by its name: `taskToken`, `TaskToken`, `task_token`, `token`. */
const tokenField = /^(?:task[_-]?)?token$/i;

/** Task tokens are opaque and take up to 2048 characters (SendTaskSuccess); no id, hash or signature of ours comes near 160. */
const tokenLike = /[A-Za-z0-9+/_=-]{160,}/g;

export interface Redaction {
  /** Text without a task token. */
  text(value: string): string;
  /** Parses JSON of the workflow, without a task token; text that is not JSON (it was cut off) stays text. */
  json(value: string): unknown;
}

/**
 * Takes task tokens out of what a history says: whoever holds one can complete the task in a customer's or a handler's
 * name. Known tokens are those that tasks were scheduled with; others are told by their field's name or their shape.
 */
export function redactionFor(events: readonly HistoryEvent[]): Redaction {
  const known = [...new Set(events.flatMap((event) => tokensIn(event.taskScheduledEventDetails?.parameters)))];
  const text = (value: string) =>
    known.reduce((rest, token) => rest.replaceAll(token, redacted), value).replace(tokenLike, redacted);
  const json = (value: string) => {
    const clean = text(value);
    try {
      return JSON.parse(clean, (key, field) => (tokenField.test(key) ? redacted : field));
    } catch {
      return clean;
    }
  };
  return { text, json };
}

/** The texts below fields named as tokens; shorter ones are no tokens, and would blot out ordinary words. */
function tokensIn(parameters: string | undefined): string[] {
  const found: string[] = [];
  const collect = (value: unknown, within: boolean): void => {
    if (typeof value === 'string' && within && value.length >= 16) found.push(value);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, field] of Object.entries(value)) collect(field, within || tokenField.test(key));
  };
  collect(parsed(parameters), false);
  return found;
}

function parsed(text = 'null'): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
