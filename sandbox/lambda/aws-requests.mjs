// @ts-check
import { AwsRequest } from './aws-request.mjs';

/** @import { AwsAnswer, AwsAnswered, AwsAsked, AwsQuestion } from './protocol.ts' */

/**
 * The requests of AWS that a thread makes by `http.request`, as the SDK does: they go to the main thread as messages. A
 * connection through the kernel and back to the same process takes a third of all processor time. `fetch`, and an upload that
 * asks whether it may go on, connect as they do anywhere.
 */
export class AwsRequests {
  /** @type {Map<number, (answer: AwsAnswer | undefined) => void>} */
  #waiting = new Map();
  #asked = 0;
  #post;

  /** @param {(message: AwsAsked) => void} post */
  constructor(post) {
    this.#post = post;
  }

  /**
   * Takes over the requests to an endpoint.
   *
   * @param {string} endpoint
   */
  intercept(endpoint) {
    const { hostname, port } = new URL(endpoint);
    // To `import` it calls each of its getters, of which one loads undici: 35 ms in place of 3.
    const http = process.getBuiltinModule('node:http');
    http.request = new Proxy(http.request, {
      apply: (request, self, args) => {
        const [options, onResponse] = args;
        const isOurs = options?.host === hostname && String(options.port) === port && !expects(options.headers);
        if (!isOurs) return Reflect.apply(request, self, args);
        return new AwsRequest(options, onResponse, (question) => this.#ask(question));
      },
    });
  }

  /** @param {AwsAnswered} message */
  hear({ id, answer }) {
    this.#waiting.get(id)?.(answer);
    this.#waiting.delete(id);
  }

  /**
   * @param {AwsQuestion} question
   * @returns {Promise<AwsAnswer | undefined>}
   */
  #ask(question) {
    this.#asked += 1;
    const id = this.#asked;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#post({ type: 'asked', id, question });
    });
  }
}

/** @param {Record<string, unknown>} [headers] */
function expects(headers = {}) {
  return Object.keys(headers).some((name) => name.toLowerCase() === 'expect');
}
