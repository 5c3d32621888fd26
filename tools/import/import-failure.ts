/** What stops an import; the message is for the person at the keyboard and says what to do. */
export class ImportFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ImportFailure';
  }
}
