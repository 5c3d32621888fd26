/** A message that left the system, as its recipient gets it. */
export interface OutboxMessage {
  readonly id: string;
  readonly channel: 'email' | 'sms';
  readonly to: string;
  readonly from: string;
  readonly subject?: string | undefined;
  readonly text?: string | undefined;
  readonly html?: string | undefined;
  /** How many text messages carried it, which is what is billed; undefined for email. */
  readonly parts?: number | undefined;
  /** RFC 3339, on the virtual clock. */
  readonly sentAt: string;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** Keeps what SES and SNS would have delivered, for you to look at. */
export class Outbox {
  #messages: OutboxMessage[] = [];

  add(message: OutboxMessage): void {
    this.#messages.push(message);
  }

  /** All messages, newest first. */
  messages(): OutboxMessage[] {
    return this.#messages.toReversed();
  }

  reset(): void {
    this.#messages = [];
  }
}
