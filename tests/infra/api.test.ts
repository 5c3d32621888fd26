import { expect, test } from '@jest/globals';
import { routes } from '../../functions/routes.ts';
import { referred, resources, synthesized } from './synthesized.ts';

const { stateless } = await synthesized('sandbox');
const deployed = resources(stateless, 'AWS::ApiGatewayV2::Route');

test('the routes of the route tables are deployed, and no others', () => {
  expect(deployed.map(({ Properties }) => Properties.RouteKey).sort()).toEqual(
    routes.map(({ method, path }) => `${method} ${path}`).sort(),
  );
});

test.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s asks for a token unless its table says that it is public',
  (key, { who }) => {
    const route = deployed.find(({ Properties }) => Properties.RouteKey === key)?.Properties;
    if (who === 'public') {
      expect(route).toMatchObject({ AuthorizationType: 'NONE' });
      expect(route).not.toHaveProperty('AuthorizerId');
    } else {
      expect(route).toMatchObject({ AuthorizationType: 'JWT', AuthorizerId: expect.anything() });
    }
  },
);

test('each route leads to the function that its table names', () => {
  const integrations = resources(stateless, 'AWS::ApiGatewayV2::Integration');
  const lambdas = resources(stateless, 'AWS::Lambda::Function');
  for (const { function: name, method, path } of routes) {
    const route = deployed.find(({ Properties }) => Properties.RouteKey === `${method} ${path}`);
    const integration = integrations.find(({ logicalId }) =>
      JSON.stringify(route?.Properties.Target).includes(logicalId),
    );
    const lambda = lambdas.find(({ logicalId }) => logicalId === referred(integration?.Properties.IntegrationUri));
    expect(lambda?.Properties.FunctionName).toBe(`careline-sandbox-${name}`);
  }
});

test('tokens are taken from the issuer and for the audience of the stage', () => {
  const [authorizer] = resources(stateless, 'AWS::ApiGatewayV2::Authorizer');
  expect(authorizer?.Properties).toMatchObject({
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: { Issuer: 'https://sandbox.careline.example', Audience: ['careline-sandbox'] },
  });
});

test('the API logs each request without addresses, paths or tokens, and is throttled', () => {
  const [stage] = resources(stateless, 'AWS::ApiGatewayV2::Stage');
  expect(stage?.Properties).toMatchObject({
    DefaultRouteSettings: { ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 2000 },
  });
  const settings = stage?.Properties.AccessLogSettings as { Format: string } | undefined;
  const Format = settings?.Format ?? '';
  expect(Object.keys(JSON.parse(Format))).toContain('requestId');
  expect(Format).not.toMatch(/sourceIp|\$context\.path|authorization\b/);
});
