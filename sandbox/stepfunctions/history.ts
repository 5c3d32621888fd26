import { limits } from '../limits/limits.ts';
import type { Json, JsonObject } from './asl.ts';
import { AslError } from './asl-error.ts';

/** An event as GetExecutionHistory returns it; `timestamp` is in epoch seconds, as the JSON protocol has it. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly timestamp: number;
  readonly type: string;
  readonly [details: `${string}Details`]: JsonObject;
}

/** The fields that `includeExecutionData: false` leaves out. */
const DATA = new Set(['input', 'output', 'parameters', 'assignedVariables', 'cause']);

/** What happened in one execution, in order. */
export class History {
  readonly events: HistoryEvent[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Adds an event and returns its id. Throws States.Runtime at the quota, whose last event tells how the execution ended. */
  add(type: string, previousEventId: number, details?: JsonObject): number {
    const most = limits.historyEvents.figure;
    if (this.events.length >= most - 1 && !type.startsWith('Execution')) {
      throw new AslError('States.Runtime', `The execution reached the maximum number of history events (${most}).`);
    }
    const id = this.events.length + 1;
    const event = { id, previousEventId, timestamp: seconds(this.#now()), type };
    this.events.push(details ? { ...event, [detailsKey(type)]: details } : event);
    return id;
  }
}

/** An event without its payloads, for `includeExecutionData: false`. */
export function withoutData(event: HistoryEvent): JsonObject {
  return Object.fromEntries(
    Object.entries(event).map(([key, value]: [string, Json]) => [key, isObject(value) ? omitData(value) : value]),
  );
}

/** An event's payload and the note beside it; the sandbox never truncates. */
export function payload(name: 'input' | 'output', value: Json): JsonObject {
  return { [name]: JSON.stringify(value), [`${name}Details`]: { truncated: false } };
}

/** Milliseconds as the JSON protocol's timestamps: epoch seconds with a fraction. */
export function seconds(milliseconds: number): number {
  return Math.floor(milliseconds) / 1000;
}

function detailsKey(type: string): `${string}Details` {
  if (type.endsWith('StateEntered')) return 'stateEnteredEventDetails';
  if (type.endsWith('StateExited')) return 'stateExitedEventDetails';
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function omitData(details: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(details).filter(([key]) => !DATA.has(key)));
}
