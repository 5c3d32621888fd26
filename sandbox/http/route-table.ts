import type { HttpRoute } from '../templates/app-resources.ts';

export interface RouteMatch {
  readonly route: HttpRoute;
  /** Values of the path's variables, decoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

/**
 * Finds the route of a method and a path (percent-encoded, as sent) as API Gateway does: the most specific first,
 * `$default` last. Segments are decoded one by one, so that an encoded slash stays within its variable.
 */
export class RouteTable {
  readonly #routes: readonly { route: HttpRoute; method: string; segments: readonly string[] }[];
  readonly #default: HttpRoute | undefined;

  constructor(routes: readonly HttpRoute[]) {
    this.#default = routes.find(({ routeKey }) => routeKey === '$default');
    this.#routes = routes
      .filter(({ routeKey }) => routeKey !== '$default')
      .map((route) => {
        const [method = '', path = ''] = route.routeKey.split(' ');
        return { route, method, segments: segmentsOf(path) };
      })
      .sort((left, right) => compareText(specificity(left), specificity(right)));
  }

  find(method: string, path: string): RouteMatch | undefined {
    const actual = segmentsOf(path).map(decodeURIComponent);
    for (const { route, method: expected, segments } of this.#routes) {
      if (expected !== method && expected !== 'ANY') continue;
      const pathParameters = matchSegments(segments, actual);
      if (pathParameters) return { route, pathParameters };
    }
    return this.#default && { route: this.#default, pathParameters: {} };
  }
}

function matchSegments(expected: readonly string[], actual: readonly string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, segment] of expected.entries()) {
    const value = actual[index];
    if (value === undefined) return undefined;
    const variable = /^\{(.+?)(\+?)\}$/.exec(segment);
    if (variable?.[2] === '+') {
      parameters[variable[1] ?? ''] = actual.slice(index).join('/');
      return parameters;
    }
    // A variable takes no empty segment.
    if (variable ? value === '' : segment !== value) return undefined;
    if (variable) parameters[variable[1] ?? ''] = value;
  }
  return expected.length === actual.length ? parameters : undefined;
}

/** Sorts literals before variables before greedy variables, segment by segment, and named methods before ANY. */
function specificity({ method, segments }: { method: string; segments: readonly string[] }): string {
  const kinds = segments.map((segment) => (segment.endsWith('+}') ? '2' : segment.startsWith('{') ? '1' : '0'));
  return `${kinds.join('')}${method === 'ANY' ? 'b' : 'a'}`;
}

const compareText = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);

/** A trailing slash makes no difference to HTTP APIs. */
function segmentsOf(path: string): string[] {
  return path
    .replace(/^\//, '')
    .replace(/(?<=.)\/$/, '')
    .split('/');
}
