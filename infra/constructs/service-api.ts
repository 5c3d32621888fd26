import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, type LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Route } from '../../functions/platform/http/route.ts';
import type { Tokens } from '../config.ts';
import type { Operations } from './operations.ts';
import { alarmPeriod, ServiceAlarm } from './service-alarm.ts';

interface ServiceApiProps {
  readonly operations: Operations;
  readonly routes: readonly Pick<Route, 'operationId' | 'method' | 'path' | 'function' | 'who'>[];
  /** Finds the function of a route. */
  readonly functionOf: (name: string) => IFunction;
  readonly tokens: Pick<Tokens, 'issuer' | 'audience'>;
}

/** The HTTP API of the route tables. A valid token is asked for on every route, unless the route says that it is public. */
export class ServiceApi extends Construct {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, props: ServiceApiProps) {
    super(scope, id);
    const { operations, tokens } = props;
    this.api = new HttpApi(this, 'Api', {
      apiName: operations.physicalName('api'),
      description: `Careline for customers, staff and partners (${operations.config.stage})`,
      createDefaultStage: false,
      defaultAuthorizer: new HttpJwtAuthorizer('Tokens', tokens.issuer, { jwtAudience: [tokens.audience] }),
      corsPreflight: {
        allowOrigins: operations.config.corsOrigins,
        allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.PATCH],
        allowHeaders: [
          'authorization',
          'content-type',
          'accept-language',
          'idempotency-key',
          'if-match',
          'x-access-reason',
        ],
        exposeHeaders: ['etag', 'location', 'idempotency-replayed'],
        maxAge: Duration.hours(1),
      },
    });
    this.#addRoutes(props);
    const logs = operations.logGroup(this, `/aws/vendedlogs/apis/${operations.physicalName('api')}`);
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: operations.config.throttle,
      detailedMetricsEnabled: true,
      accessLogSettings: { destination: new LogGroupLogDestination(logs), format: accessLogFormat },
    });
    this.#addAlarms(operations, logs);
  }

  #addRoutes({ routes, functionOf }: ServiceApiProps): void {
    const integrations = new Map<string, HttpLambdaIntegration>();
    for (const { operationId, method, path, function: name, who } of routes) {
      const integration = integrations.get(name) ?? integrationOf(name, functionOf(name));
      integrations.set(name, integration);
      const added = this.api.addRoutes({
        path,
        methods: [HttpMethod[method]],
        integration,
        ...(who === 'public' && { authorizer: new HttpNoneAuthorizer() }),
      });
      if (who !== 'public') continue;
      for (const route of added) {
        Validations.of(route).acknowledge({
          id: 'AwsSolutions-APIG4',
          reason: `The route table declares ${operationId} (${method} ${path}) public: what it serves is for anyone, or proves itself by its signature.`,
        });
      }
    }
  }

  #addAlarms(operations: Operations, logs: LogGroup): void {
    new ServiceAlarm(this, 'ServerErrors', {
      operations,
      metric: this.api.metricServerError(alarmPeriod),
      meaning:
        'The API answers some requests with 5xx: customers see an error instead of their claim. See the access log.',
    });
    const refused = logs.addMetricFilter('Refused', {
      filterPattern: FilterPattern.stringValue('$.status', '=', '429'),
      metricNamespace: 'Careline',
      metricName: `${operations.config.stage}-api-throttled`,
      metricValue: '1',
    });
    new ServiceAlarm(this, 'Throttled', {
      operations,
      metric: refused.metric(alarmPeriod),
      threshold: 10,
      meaning:
        "The API turns requests away with 429: customers are told to try again. Raise the stage's throttle, or find who floods it.",
    });
  }
}

function integrationOf(name: string, handler: IFunction): HttpLambdaIntegration {
  return new HttpLambdaIntegration(name, handler, {
    timeout: Duration.seconds(29),
    // A permission for each route would outgrow the 20 KB of a function's policy; the API has no other routes anyway.
    scopePermissionToRoute: false,
  });
}

/** Ids and figures only: no address, no path with its numbers, no token. */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    time: '$context.requestTimeEpoch',
    route: '$context.routeKey',
    status: '$context.status',
    subject: '$context.authorizer.claims.sub',
    latency: '$context.responseLatency',
    integrationLatency: '$context.integrationLatency',
    integrationError: '$context.integrationErrorMessage',
    authorizerError: '$context.authorizer.error',
  }),
);

/** Where the API answers. */
export function urlOf({ api }: ServiceApi): string {
  return `https://${api.apiId}.execute-api.${Stack.of(api).region}.${Stack.of(api).urlSuffix}`;
}
