import { expect, test } from '@jest/globals';
import { routeOf } from '../http/server.ts';

const named = Object.fromEntries(
  ['GET /orders', 'GET /orders/all', 'GET /orders/{orderId}', 'POST /orders/{orderId}/refunds'].map((key) => [
    key,
    () => undefined,
  ]),
);
const found = (method: string, path: string) => {
  const route = routeOf(named, method, path);
  return Object.keys(named).find((key) => named[key] === route);
};

test.each([
  ['GET', '/orders', 'GET /orders'],
  ['GET', '/orders/all', 'GET /orders/all'],
  ['GET', '/orders/ord_1', 'GET /orders/{orderId}'],
  ['GET', '/orders/', undefined],
  ['GET', '/orders/ord_1/refunds', undefined],
  ['POST', '/orders/ord_1', undefined],
  ['GET', '/other/ord_1', undefined],
])('%s %s is served by %s', (method, path, key) => {
  expect(found(method, path)).toBe(key);
});
