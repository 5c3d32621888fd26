import { z } from 'zod';
import type { ConfigurationSet, EventRule, EventTarget, Role, ScheduleResource } from './app-resources.ts';
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

/** The schedules, as `CreateSchedule` takes them. */
export function readSchedules(resources: readonly ResolvedResource[]): ScheduleResource[] {
  return ofType(resources, 'AWS::Scheduler::Schedule').map((resource) => {
    const { GroupName } = propertiesOf(resource, z.looseObject({ GroupName: z.string().default('default') }));
    return {
      name: resource.name,
      groupName: GroupName,
      definition: { ...resource.properties, Name: resource.name, GroupName },
    };
  });
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

/**
 * The verified senders: the identities of the template, and those that its roles may send from. A domain is verified by
 * hand, once for all stages, so mostly nothing but a role's policy names it.
 */
export function readEmailIdentities(resources: readonly ResolvedResource[]): string[] {
  const policies = JSON.stringify(readRoles(resources).map(({ policies }) => policies));
  const permitted = [...policies.matchAll(/arn:aws:ses:[^:"]*:[^:"]*:identity\/([^"*]+)"/g)].map(
    ([, name = '']) => name,
  );
  return [...new Set([...ofType(resources, 'AWS::SES::EmailIdentity').map(({ name }) => name), ...permitted])];
}

/** The roles with the statements of their inline and attached policies. */
export function readRoles(resources: readonly ResolvedResource[]): Role[] {
  const attached = [...ofType(resources, 'AWS::IAM::Policy'), ...ofType(resources, 'AWS::IAM::ManagedPolicy')].map(
    (resource) => ({ name: resource.name, ref: resource.ref, ...propertiesOf(resource, policyProperties) }),
  );
  return ofType(resources, 'AWS::IAM::Role').map((resource) => {
    const properties = propertiesOf(resource, roleProperties);
    return {
      logicalId: resource.logicalId,
      name: resource.name,
      arn: resource.arn,
      trust: properties.AssumeRolePolicyDocument,
      managedPolicyArns: properties.ManagedPolicyArns.filter((arn) => !attached.some(({ ref }) => ref === arn)),
      policies: [
        ...properties.Policies.map(({ PolicyName, PolicyDocument }) => ({
          name: PolicyName,
          document: PolicyDocument,
        })),
        ...attached
          .filter(({ Roles, ref }) => Roles.includes(resource.name) || properties.ManagedPolicyArns.includes(ref))
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
    retry: target.RetryPolicy && {
      maximumEventAgeSeconds: target.RetryPolicy.MaximumEventAgeInSeconds,
      maximumRetryAttempts: target.RetryPolicy.MaximumRetryAttempts,
    },
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
  RetryPolicy: z
    .object({
      MaximumEventAgeInSeconds: z.coerce.number().default(86_400),
      MaximumRetryAttempts: z.coerce.number().default(185),
    })
    .optional(),
});

const ruleProperties = z.object({
  EventBusName: z.string().optional(),
  EventPattern: z.record(z.string(), z.unknown()).optional(),
  ScheduleExpression: z.string().optional(),
  State: z.string().optional(),
  Targets: z.array(targetProperties).default([]),
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
