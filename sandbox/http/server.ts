import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { limits } from '../limits/limits.ts';

export type RequestListener = (message: IncomingMessage, response: ServerResponse) => void;

export type Route = (message: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** By method and path: `GET /orders`, or `GET /orders/{orderId}` for any last segment. */
export type Routes = Readonly<Record<string, Route | undefined>>;

/** The route of a method and a path; one that is spelled out comes before one with a variable. */
export function routeOf(routes: Routes, method: string | undefined, path: string): Route | undefined {
  const parent = `${method} ${path.slice(0, path.lastIndexOf('/'))}`;
  const variable = Object.keys(routes).find((key) => /\/\{\w+\}$/.test(key) && key.replace(/\/[^/]+$/, '') === parent);
  return routes[`${method} ${path}`] ?? (path.endsWith('/') ? undefined : routes[variable ?? '']);
}

/** The port that a server wanted is taken. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';
  readonly port: number;

  constructor(port: number) {
    super(`Port ${port} is in use`);
    this.port = port;
  }
}

/** A server on 127.0.0.1 that listens before it has anything to say: its address goes into what it will serve. */
export class HttpServer {
  readonly #server: Server;
  readonly url: string;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** Listens on a port; 0 takes any. Rejects with PortInUseError. */
  static async listen(port: number): Promise<HttpServer> {
    // Node answers 431 beyond; what API Gateway answers is not documented.
    const server = createServer({ maxHeaderSize: limits.requestHeader.figure });
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) =>
        reject(error.code === 'EADDRINUSE' ? new PortInUseError(port) : error),
      );
      server.listen(port, '127.0.0.1', resolve);
    });
    return new HttpServer(server);
  }

  serve(listener: RequestListener): void {
    this.#server.on('request', listener);
  }

  /** Stops listening and cuts all connections. */
  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}

/** A request whose body is larger than allowed. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

/** The whole body of a request. Rejects with BodyTooLargeError once it has more than `limit` bytes. */
export async function readBody(message: IncomingMessage, limit = Number.POSITIVE_INFINITY): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new BodyTooLargeError();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A header that is not repeated, by its name in lower case. */
export function header({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Answers with JSON. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', 'x-content-type-options': 'nosniff', ...headers });
  response.end(JSON.stringify(body));
}
