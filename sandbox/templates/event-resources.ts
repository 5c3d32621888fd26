import { z } from 'zod';
import type { ConfigurationSet, EventRule, EventTarget, Role, Schedule } from './app-resources.ts';
import type { ResolvedResource } from './intrinsics.ts';
import { ofType, propertiesOf } from './resource-properties.ts';

export function readEventRules(resources: readonly ResolvedResource[]): EventRule[] {
  return ofType(resources, 'AWS::Events::Rule')
    .map((resource) => ({ resource, properties: propertiesOf(resource, ruleProperties) }))
    .filter(({ properties }) => properties.State !== 'DISABLED')
    .map(({ resource, properties }) => ({
      name: resource.name,
      arn: resource.arn,
      busName: busNameOf(properties.EventBusName),
      pattern: properties.EventPattern,
      schedule: properties.ScheduleExpression,
      targets: properties.Targets.map(eventTarget),
    }));
}

export function readSchedules(resources: readonly ResolvedResource[]): Schedule[] {
  return ofType(resources, 'AWS::Scheduler::Schedule')
    .map((resource) => ({ resource, properties: propertiesOf(resource, scheduleProperties) }))
    .filter(({ properties }) => properties.State !== 'DISABLED')
    .map(({ resource, properties }) => ({
      name: resource.name,
      expression: properties.ScheduleExpression,
      timeZone: properties.ScheduleExpressionTimezone,
      target: eventTarget({ Id: resource.name, ...properties.Target }),
    }));
}

/** The mail configuration sets, with the kinds of event that each sends to EventBridge. */
export function readConfigurationSets(resources: readonly ResolvedResource[]): ConfigurationSet[] {
  const destinations = ofType(resources, 'AWS::SES::ConfigurationSetEventDestination').map((r) =>
    propertiesOf(r, destinationProperties),
  );
  return ofType(resources, 'AWS::SES::ConfigurationSet').map(({ name }) => ({
    name,
    eventBridgeTypes: destinations
      .filter(({ ConfigurationSetName, EventDestination: { Enabled } }) => ConfigurationSetName === name && Enabled)
      .flatMap(({ EventDestination }) => EventDestination.MatchingEventTypes.map((type) => type.toUpperCase())),
  }));
}

/** The roles with the statements of their inline and attached policies. */
export function readRoles(resources: readonly ResolvedResource[]): Role[] {
  const attached = [...ofType(resources, 'AWS::IAM::Policy'), ...ofType(resources, 'AWS::IAM::ManagedPolicy')].map(
    (resource) => ({ name: resource.name, ...propertiesOf(resource, policyProperties) }),
  );
  return ofType(resources, 'AWS::IAM::Role').map((resource) => {
    const properties = propertiesOf(resource, roleProperties);
    return {
      logicalId: resource.logicalId,
      name: resource.name,
      arn: resource.arn,
      trust: properties.AssumeRolePolicyDocument,
      managedPolicyArns: properties.ManagedPolicyArns,
      policies: [
        ...properties.Policies.map(({ PolicyName, PolicyDocument }) => ({
          name: PolicyName,
          document: PolicyDocument,
        })),
        ...attached
          .filter(({ Roles }) => Roles.includes(resource.name))
          .map(({ name, PolicyDocument }) => ({ name, document: PolicyDocument })),
      ],
    };
  });
}

function eventTarget(target: z.infer<typeof targetProperties>): EventTarget {
  return {
    id: target.Id ?? target.Arn,
    arn: target.Arn,
    roleArn: target.RoleArn,
    input: target.Input,
    deadLetterArn: target.DeadLetterConfig?.Arn,
  };
}

/** A rule names its bus by name or ARN; none means the account's default bus. */
const busNameOf = (bus: string | undefined) => bus?.split('/').at(-1) ?? 'default';

const targetProperties = z.strictObject({
  Id: z.string().optional(),
  Arn: z.string(),
  RoleArn: z.string().optional(),
  Input: z.string().optional(),
  DeadLetterConfig: z.object({ Arn: z.string() }).optional(),
  RetryPolicy: z.unknown().optional(),
});

const ruleProperties = z.object({
  EventBusName: z.string().optional(),
  EventPattern: z.record(z.string(), z.unknown()).optional(),
  ScheduleExpression: z.string().optional(),
  State: z.string().optional(),
  Targets: z.array(targetProperties).default([]),
});

const scheduleProperties = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  State: z.string().optional(),
  Target: targetProperties.omit({ Id: true }),
});

const destinationProperties = z.object({
  ConfigurationSetName: z.string(),
  EventDestination: z.object({
    Enabled: z.boolean().default(true),
    MatchingEventTypes: z.array(z.string()),
    EventBridgeDestination: z.object({ EventBusArn: z.string() }),
  }),
});

const policyProperties = z.object({ PolicyDocument: z.unknown(), Roles: z.array(z.string()).default([]) });

const roleProperties = z.object({
  AssumeRolePolicyDocument: z.unknown(),
  ManagedPolicyArns: z.array(z.string()).default([]),
  Policies: z.array(z.object({ PolicyName: z.string(), PolicyDocument: z.unknown() })).default([]),
});
