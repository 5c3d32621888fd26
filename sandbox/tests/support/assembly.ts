import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TestAssembly extends Disposable {
  readonly directory: string;
}

interface TestResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

export type TestStack = {
  readonly Resources: Readonly<Record<string, TestResource>>;
} & Readonly<Record<string, unknown>>;

/** Writes a cloud assembly as CDK lays it out. `bundles` are the sources of `index.mjs` by the name that `testFunction` takes. */
export function writeAssembly(
  stacks: Readonly<Record<string, TestStack>>,
  bundles: Readonly<Record<string, string>> = {},
): TestAssembly {
  const directory = mkdtempSync(join(tmpdir(), 'sandbox-assembly-'));
  const write = (file: string, content: unknown) => writeFileSync(join(directory, file), JSON.stringify(content));
  const artifacts: Record<string, unknown> = {
    assets: { type: 'cdk:asset-manifest', properties: { file: 'test.assets.json' } },
  };
  for (const [name, template] of Object.entries(stacks)) {
    write(`${name}.template.json`, template);
    artifacts[name] = { type: 'aws:cloudformation:stack', properties: { templateFile: `${name}.template.json` } };
  }
  const files = Object.keys(bundles).map((name) => [
    name,
    {
      source: { path: `asset.${name}`, packaging: 'zip' },
      destinations: { here: { bucketName: 'assets', objectKey: `${name}.zip` } },
    },
  ]);
  write('test.assets.json', { version: '48.0.0', files: Object.fromEntries(files) });
  write('manifest.json', { version: '48.0.0', artifacts });
  for (const [name, source] of Object.entries(bundles)) {
    mkdirSync(join(directory, `asset.${name}`));
    writeFileSync(join(directory, `asset.${name}`, 'index.mjs'), source);
  }
  return { directory, [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }) };
}

/** A function of a bundle; its physical name is the bundle's. */
export function testFunction(name: string, properties: Readonly<Record<string, unknown>> = {}): TestResource {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: name,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: `arn:aws:iam::000000000000:role/${name}`,
      Code: { S3Bucket: 'assets', S3Key: `${name}.zip` },
      Timeout: 10,
      ...properties,
    },
  };
}

/** A table with keys PK and SK and a stream. */
export function testTable(name: string): TestResource {
  return {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      TableName: name,
      KeySchema: [
        { AttributeName: 'PK', KeyType: 'HASH' },
        { AttributeName: 'SK', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'PK', AttributeType: 'S' },
        { AttributeName: 'SK', AttributeType: 'S' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    },
  };
}

/** An HTTP API with routes to functions by logical id; `token` routes ask for a token of the issuer. */
export function testApi(
  routes: Readonly<Record<string, { readonly function: string; readonly token?: boolean }>>,
): Record<string, TestResource> {
  const resources: Record<string, TestResource> = {
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'test', ProtocolType: 'HTTP' } },
    Stage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: { ApiId: { Ref: 'Api' }, StageName: '$default', AutoDeploy: true },
    },
    Tokens: {
      Type: 'AWS::ApiGatewayV2::Authorizer',
      Properties: {
        ApiId: { Ref: 'Api' },
        AuthorizerType: 'JWT',
        IdentitySource: ['$request.header.Authorization'],
        JwtConfiguration: { Issuer: 'https://issuer.example', Audience: ['test'] },
      },
    },
  };
  for (const [index, [routeKey, { function: target, token }]] of Object.entries(routes).entries()) {
    resources[`Integration${index}`] = {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: { 'Fn::GetAtt': [target, 'Arn'] },
        PayloadFormatVersion: '2.0',
      },
    };
    resources[`Route${index}`] = {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: { Ref: 'Api' },
        RouteKey: routeKey,
        Target: { 'Fn::Join': ['', ['integrations/', { Ref: `Integration${index}` }]] },
        AuthorizationType: token ? 'JWT' : 'NONE',
        ...(token && { AuthorizerId: { Ref: 'Tokens' } }),
      },
    };
  }
  return resources;
}

/** The address of an installed package, for bundles that import it as it is. */
export function installed(specifier: string): string {
  return createRequire(import.meta.url).resolve(specifier);
}
