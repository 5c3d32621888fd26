import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkDeployment } from '../../limits/deployment-limits.ts';
import { readApp } from '../../templates.ts';
import { type TestStack, testFunction, testTable, writeAssembly } from '../support/assembly.ts';

/** Reads and checks a stack of these resources, as the sandbox does when it starts. */
function deploy(Resources: TestStack['Resources']): void {
  using assembly = writeAssembly({ Test: { Resources } }, { code: 'export const handler = async () => null;' });
  checkDeployment(readApp(assembly.directory, { apiUrl: 'http://api', awsUrl: 'http://aws' }));
}

const code = { S3Bucket: 'assets', S3Key: 'code.zip' };
const lambda = (properties: Record<string, unknown>) => ({ F: testFunction('f', { Code: code, ...properties }) });

describe('a function', () => {
  const environment = (bytes: number) =>
    lambda({ Environment: { Variables: { A: 'x'.repeat(bytes - '{"A":""}'.length) } } });

  test('has 4 KB of environment', () => {
    deploy(environment(4096));
    expect(() => deploy(environment(4097))).toThrow(
      /^f: Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit\. String measured: \{"A":"x+"\}$/,
    );
  });

  describe('of a bundle', () => {
    let folder: string;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'sandbox-bundle-'));
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    test('has 250 MB of it', () => {
      using assembly = writeAssembly(
        { Test: { Resources: lambda({}) } },
        { code: 'export const handler = async () => null;' },
      );
      const app = readApp(assembly.directory, { apiUrl: 'http://api', awsUrl: 'http://aws' });
      const bundled = { ...app, functions: app.functions.map((resource) => ({ ...resource, bundle: folder })) };
      // Sparse: its size is told, nothing is written.
      writeFileSync(join(folder, 'large.bin'), '');
      truncateSync(join(folder, 'large.bin'), 262_144_000);
      checkDeployment(bundled);
      writeFileSync(join(folder, 'more.bin'), 'x');
      expect(() => checkDeployment(bundled)).toThrow(/^f: Unzipped size must be smaller than 262144000 bytes$/);
    });
  });
});

describe('a name', () => {
  const machine = (StateMachineName: string) => ({
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: { StateMachineName, RoleArn: 'role', DefinitionString: '{}' },
  });
  const named = (Type: string, property: string) => (name: string) => ({ Type, Properties: { [property]: name } });

  test.each([
    ['function', (name: string) => testFunction(name, { Code: code }), 64, 'a.b'],
    ['table', testTable, 255, 'a/b'],
    ['table (short)', testTable, 255, 'ab'],
    ['state machine', machine, 80, 'a b'],
    ['event bus', named('AWS::Events::EventBus', 'Name'), 256, 'a:b'],
    ['rule', named('AWS::Events::Rule', 'Name'), 64, 'a/b'],
    ['queue', named('AWS::SQS::Queue', 'QueueName'), 80, 'a.b'],
    ['secret', named('AWS::SecretsManager::Secret', 'Name'), 512, 'a b'],
    ['bucket', named('AWS::S3::Bucket', 'BucketName'), 63, 'A-b'],
    ['configuration set', named('AWS::SES::ConfigurationSet', 'Name'), 64, 'a.b'],
  ])('of a %s has its length and its form', (_kind, resource, longest, refused) => {
    const allowed = 'a'.repeat(longest);
    deploy({ Named: resource(allowed) });
    for (const name of [`${allowed}a`, refused])
      expect(() => deploy({ Named: resource(name) })).toThrow(
        new RegExp(
          `^${name.replaceAll('.', '\\.')}: 1 validation error detected: Value at '\\w+' failed to satisfy constraint: Member must (have length|satisfy regular expression pattern)`,
        ),
      );
  });
});
