import { z } from 'zod';
import type { HttpApi, HttpRoute, JwtAuthorizer } from './app-resources.ts';
import type { ResolvedResource } from './intrinsics.ts';
import { ofType, propertiesOf } from './resource-properties.ts';

/** The HTTP APIs with their routes, each with its function and authorizer. */
export function readApis(resources: readonly ResolvedResource[]): HttpApi[] {
  for (const stage of ofType(resources, 'AWS::ApiGatewayV2::Stage')) propertiesOf(stage, stageProperties);
  return ofType(resources, 'AWS::ApiGatewayV2::Api').map((api) => {
    const { CorsConfiguration: cors } = propertiesOf(api, apiProperties);
    return {
      id: api.ref,
      routes: readRoutes(resources, api.ref),
      cors: cors && {
        allowOrigins: cors.AllowOrigins,
        allowMethods: cors.AllowMethods,
        allowHeaders: cors.AllowHeaders,
        exposeHeaders: cors.ExposeHeaders,
        allowCredentials: cors.AllowCredentials,
        maxAgeSeconds: cors.MaxAge,
      },
    };
  });
}

function readRoutes(resources: readonly ResolvedResource[], apiId: string): HttpRoute[] {
  const integrations = new Map(
    ofType(resources, 'AWS::ApiGatewayV2::Integration').map((r) => [
      `integrations/${r.ref}`,
      functionArnOf(propertiesOf(r, integrationProperties).IntegrationUri),
    ]),
  );
  const authorizers = new Map(
    ofType(resources, 'AWS::ApiGatewayV2::Authorizer').map((r): [string, JwtAuthorizer] => {
      const { JwtConfiguration: jwt } = propertiesOf(r, authorizerProperties);
      return [r.ref, { issuer: jwt.Issuer, audience: jwt.Audience }];
    }),
  );
  return ofType(resources, 'AWS::ApiGatewayV2::Route')
    .map((resource) => ({ resource, properties: propertiesOf(resource, routeProperties) }))
    .filter(({ properties }) => properties.ApiId === apiId)
    .map(({ resource, properties }) => {
      const functionArn = integrations.get(properties.Target);
      if (!functionArn) throw new Error(`${resource.logicalId}: the route has no integration ${properties.Target}`);
      const authorizer = authorizers.get(properties.AuthorizerId ?? '');
      if (properties.AuthorizationType === 'JWT' && !authorizer)
        throw new Error(`${resource.logicalId}: the route has no authorizer ${properties.AuthorizerId}`);
      return {
        routeKey: properties.RouteKey,
        functionArn,
        authorizer: properties.AuthorizationType === 'JWT' ? authorizer : undefined,
        scopes: properties.AuthorizationScopes,
      };
    });
}

/** An integration names its function by ARN, plain or inside an invocation path. */
function functionArnOf(uri: string): string {
  return /functions\/(arn:.+)\/invocations$/.exec(uri)?.[1] ?? uri;
}

const strings = z.array(z.string()).default([]);

const stageProperties = z.object({
  StageName: z.literal('$default', 'the sandbox serves the stage $default only'),
});

const apiProperties = z.object({
  ProtocolType: z.literal('HTTP'),
  CorsConfiguration: z
    .object({
      AllowOrigins: strings,
      AllowMethods: strings,
      AllowHeaders: strings,
      ExposeHeaders: strings,
      AllowCredentials: z.boolean().default(false),
      MaxAge: z.coerce.number().optional(),
    })
    .optional(),
});

const integrationProperties = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
});

const authorizerProperties = z.object({
  AuthorizerType: z.literal('JWT'),
  IdentitySource: z.tuple([z.literal('$request.header.Authorization')]),
  JwtConfiguration: z.object({ Issuer: z.string(), Audience: z.array(z.string()) }),
});

const routeProperties = z.object({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.enum(['NONE', 'JWT']).default('NONE'),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: strings,
});
