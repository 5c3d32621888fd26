// @ts-check
import { Socket } from 'node:net';
import { Readable, Writable } from 'node:stream';

/** @import { IncomingHttpHeaders, RequestOptions } from 'node:http' */
/** @import { AwsAnswer, AwsQuestion } from './protocol.ts' */

/**
 * A request of AWS that is answered without a connection: as much of `http.ClientRequest` as HTTP handlers of the SDK use. An
 * answer that got lost ends it as a connection does that is reset.
 */
export class AwsRequest extends Writable {
  /** @type {Buffer[]} */
  #chunks = [];
  #answered = false;
  /** @type {Socket | undefined} */
  #socket;

  /**
   * @param {RequestOptions} options
   * @param {((response: AwsResponse) => void) | undefined} onResponse
   * @param {(question: AwsQuestion) => Promise<AwsAnswer | undefined>} ask resolves to nothing when the answer got lost
   */
  constructor({ method, path, headers }, onResponse, ask) {
    super({ autoDestroy: false });
    if (onResponse) this.once('response', onResponse);
    this.once('finish', async () => {
      const body = new Uint8Array(Buffer.concat(this.#chunks));
      const question = { method: method ?? 'GET', path: path ?? '/', headers: textOf(headers), body };
      this.#respond(await ask(question));
    });
  }

  /** Has timers, which are all that is asked of it. */
  get socket() {
    this.#socket ??= new Socket();
    return this.#socket;
  }

  /**
   * @override
   * @param {Buffer} chunk
   * @param {BufferEncoding} _
   * @param {() => void} done
   */
  _write(chunk, _, done) {
    this.#chunks.push(chunk);
    done();
  }

  /**
   * @override
   * @param {Error | null} error
   * @param {(error: Error | null) => void} done
   */
  _destroy(error, done) {
    this.#socket?.destroy();
    done(error ?? (this.#answered ? null : Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })));
  }

  /** @param {AwsAnswer | undefined} answer */
  #respond(answer) {
    if (this.destroyed) return;
    this.#answered = answer !== undefined;
    if (answer) this.emit('response', new AwsResponse(answer));
    this.destroy();
  }
}

/** An answer that is there as a whole: as much of `http.IncomingMessage` as HTTP handlers of the SDK use. */
class AwsResponse extends Readable {
  complete = true;

  /** @param {AwsAnswer} answer */
  constructor({ status, headers, body }) {
    super({ read: () => undefined });
    this.statusCode = status;
    this.statusMessage = process.getBuiltinModule('node:http').STATUS_CODES[status];
    /** @type {IncomingHttpHeaders} */
    this.headers = headers;
    if (body.length > 0) this.push(Buffer.from(body));
    this.push(null);
  }
}

/**
 * Headers as a server reads them.
 *
 * @param {RequestOptions['headers']} headers
 */
function textOf(headers) {
  return Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]));
}
