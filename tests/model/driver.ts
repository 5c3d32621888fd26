import type { Call, Caller } from '../support/api.ts';
import type { Mishap } from '../support/house/troubles.ts';
import type { Upload } from '../support/send-file.ts';
import type { Records } from './records.ts';

/** The product under test, in one process or in the sandbox, as far as the model needs it. */
export interface Driver {
  readonly records: Records;
  now(): number;
  /** Resolves when all that follows from it has happened. */
  advance(milliseconds: number): Promise<unknown>;
  /** The subject of somebody's tokens. */
  subOf(person: Caller): string;
  call(request: Call): Promise<{ readonly status: number; readonly body: Readonly<Record<string, unknown>> }>;
  /** The payment provider's word on an order. */
  notify(notice: { id: string; type: string; orderId: string }): Promise<{ readonly status: number }>;
  /** A file of an announced document arrives, sent where the announcement's answer says: what was announced, or something else. */
  receive(claimId: string, documentId: string, upload: Upload, genuine: boolean): Promise<void>;
  /** Stops an execution from outside. */
  abort(executionName: string): Promise<void>;
  /** How an execution stands, and the token of the wait that it is in. */
  execution(executionName: string): Promise<{ readonly status: string; readonly token?: string | undefined }>;
  /** Whether the provider refuses orders for good. */
  refuse(on: boolean): void;
  outage(what: 'steps' | 'starts' | 'events', on: boolean): void;
  /** Steps that fail in a way that no rule foresees; none for none. */
  breaks(steps: readonly string[]): void;
  mishap(mishap: Mishap): void;
  /** How often each mishap has happened. */
  met(): ReadonlyMap<string, number>;
  /** Nothing goes wrong any more. */
  endTroubles(): void;
}
