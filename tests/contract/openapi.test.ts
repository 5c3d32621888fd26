import { describe, expect, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { problems } from '../../functions/problems.ts';
import { operationsOf, resolve } from '../../functions/reference/openapi/document.ts';
import { openApi } from '../../functions/reference/openapi/openapi.ts';
import { routes } from '../../functions/routes.ts';

const document = openApi(routes, '0.1.0');
const operations = operationsOf(document);
const listed = routes.map((route) => {
  const operation = document.paths[route.path]?.[route.method.toLowerCase()];
  if (!operation) throw new Error(`${route.operationId} is not in the document`);
  return { id: route.operationId, route, operation };
});

describe('the OpenAPI document', () => {
  test('is valid OpenAPI 3.1, and every reference in it leads somewhere', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate({ ...structuredClone(document) });
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
    expect(validator.version).toBe('3.1');
    expect(() => validator.resolveRefs()).not.toThrow();
  });

  test('has every route once, under an operationId of its own', () => {
    expect(operations.map(({ operation }) => operation.operationId).sort()).toEqual(
      routes.map(({ operationId }) => operationId).sort(),
    );
    expect(new Set(routes.map(({ operationId }) => operationId)).size).toBe(routes.length);
    expect(new Set(routes.map(({ method, path }) => `${method} ${path}`)).size).toBe(routes.length);
  });

  test('shows neither hashes of national ids nor task tokens', () => {
    expect(JSON.stringify(document)).not.toMatch(/nationalIdHash|task_?token/i);
  });

  test('tells problems of every code', () => {
    const shown = Object.values(document.components.responses ?? {}).flatMap((response) =>
      Object.keys(
        (response as { content: Record<string, { examples: object }> }).content['application/problem+json']?.examples ??
          {},
      ),
    );
    expect(shown.sort()).toEqual(problems.map(({ code }) => code).sort());
  });
});

describe.each(listed)('$id', ({ route, operation }) => {
  test('says in both languages what it does', () => {
    expect(operation.summary).toMatch(/^\P{Script=Han}{3,}$/u);
    expect(operation['x-summary-zh']).toMatch(/\p{Script=Han}/u);
  });

  test('names who may call it, and asks all but the public for a token', () => {
    const open = route.who === 'public';
    expect(operation['x-roles']).toEqual(open ? [] : route.who);
    expect(operation.security).toEqual(open ? [] : [{ bearer: [] }]);
    expect(Object.keys(operation.responses)).toEqual(open ? expect.anything() : expect.arrayContaining(['401', '403']));
  });

  test('declares each parameter of its path, and no other', () => {
    const declared = (operation.parameters ?? [])
      .map((parameter) => resolve(document, parameter))
      .filter((parameter) => parameter.in === 'path');
    const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(declared.map(({ name }) => name).sort()).toEqual(inPath.sort());
    expect(declared.every(({ required }) => required)).toBe(true);
  });

  test('answers with what its route says, and with problem documents', () => {
    const responses = Object.entries(operation.responses).map(([status, answer]) => ({
      status: Number(status),
      types: Object.keys(resolve(document, answer).content ?? {}),
    }));
    const refusals = responses.filter(({ status }) => status >= 400);
    expect(responses.filter(({ status }) => status < 400).map(({ status }) => String(status))).toEqual(
      Object.keys(route.responses),
    );
    expect(refusals.map(({ status }) => status)).toEqual(expect.arrayContaining([400, 429, 500]));
    for (const { types } of refusals) expect(types).toEqual(['application/problem+json']);
  });

  test('takes an Idempotency-Key with a POST by a person or a system that it knows', () => {
    const headers = (operation.parameters ?? []).map((parameter) => resolve(document, parameter).name);
    expect(headers.includes('Idempotency-Key')).toBe(route.method === 'POST' && !route.rawBody && !route.reads);
    expect(headers).toContain('Accept-Language');
  });

  test('has examples that its own schemas accept', () => {
    const request = operation.requestBody?.content['application/json']?.example;
    expect(route.body?.safeParse(request).error?.issues).toBeUndefined();
    for (const [status, { body, type }] of Object.entries(route.responses)) {
      if (!body || type !== undefined) continue;
      const example = operation.responses[status]?.content?.['application/json']?.example;
      expect(body.safeParse(example).error?.issues).toBeUndefined();
    }
  });
});
