import type { IncomingMessage } from 'node:http';
import { type RequestListener, readBody } from '../http/server.ts';
import type { AwsEndpoint } from './endpoint.ts';
import { addressOf, type HttpRequest } from './protocols/protocol.ts';

/** The endpoint for clients from outside: an answer that got lost closes the connection. */
export function overHttp(endpoint: AwsEndpoint): RequestListener {
  return (message, response) => {
    readRequest(message)
      .then(endpoint)
      .then(({ status, headers, body }) => {
        response.writeHead(status, { ...headers });
        response.end(message.method === 'HEAD' ? undefined : body);
      })
      .catch((error) => response.destroy(error));
  };
}

async function readRequest(message: IncomingMessage): Promise<HttpRequest> {
  const headers = Object.entries(message.headers).map(([name, value]) => [name, String(value)]);
  return {
    method: message.method ?? 'GET',
    ...addressOf(message.url ?? '/'),
    headers: Object.fromEntries(headers),
    body: await readBody(message),
  };
}
