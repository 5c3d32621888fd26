import { z } from 'zod';

const name = z.string().regex(/^[0-9a-zA-Z\-_.]{1,64}$/);
const GroupName = name.default('default');
/** Epoch seconds over the wire, RFC 3339 in templates; read as ms. */
const time = z
  .union([z.number().transform((seconds) => seconds * 1000), z.iso.datetime({ offset: true }).transform(Date.parse)])
  .optional();

const target = z.strictObject({
  Arn: z.string().min(1),
  RoleArn: z.string().min(1),
  Input: z.string().optional(),
  DeadLetterConfig: z.strictObject({ Arn: z.string().optional() }).optional(),
  RetryPolicy: z
    .strictObject({
      MaximumEventAgeInSeconds: z.number().int().min(60).max(86_400).default(86_400),
      MaximumRetryAttempts: z.number().int().min(0).max(185).default(185),
    })
    .optional(),
  EventBridgeParameters: z.strictObject({ DetailType: z.string(), Source: z.string() }).optional(),
});

/** What the sandbox runs without a window: at the moment itself. */
const window = z.strictObject({ Mode: z.literal('OFF') });

const definition = {
  Name: name,
  GroupName,
  ScheduleExpression: z.string().min(1).max(256),
  ScheduleExpressionTimezone: z.string().min(1).max(50).default('UTC'),
  StartDate: time,
  EndDate: time,
  Description: z.string().max(512).optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  FlexibleTimeWindow: window,
  ActionAfterCompletion: z.enum(['NONE', 'DELETE']).default('NONE'),
  Target: target,
};

const named = { Name: name, GroupName, ClientToken: z.string().optional() };
const paging = {
  MaxResults: z.coerce.number().int().min(1).max(100).default(100),
  NextToken: z.string().optional(),
};

export const schedulerInputs = {
  CreateSchedule: z.strictObject({ ...definition, ClientToken: z.string().optional() }),
  UpdateSchedule: z.strictObject({ ...definition, ClientToken: z.string().optional() }),
  GetSchedule: z.strictObject({ Name: name, GroupName }),
  DeleteSchedule: z.strictObject(named),
  ListSchedules: z.strictObject({
    GroupName: name.optional(),
    NamePrefix: z.string().default(''),
    State: z.enum(['ENABLED', 'DISABLED']).optional(),
    ...paging,
  }),
  GetScheduleGroup: z.strictObject({ Name: name }),
  ListScheduleGroups: z.strictObject({ NamePrefix: z.string().default(''), ...paging }),
};

export type SchedulerInput<A extends keyof typeof schedulerInputs> = z.output<(typeof schedulerInputs)[A]>;
