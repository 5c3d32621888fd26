/** How one action travels: what of it stands in the path, the query, the headers and the body. */
export interface RestRoute {
  readonly method: string;
  /** With parameters in braces. */
  readonly path: string;
  readonly service: string;
  readonly action: string;
  /** Parameters by their names in the query. */
  readonly query?: Readonly<Record<string, string>>;
  /** Parameters by the headers that carry them. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The parameter that is the whole body. */
  readonly payload?: string;
  /** What of the answer is the whole body, and what is in headers. */
  readonly output?: { readonly payload: string; readonly headers?: Readonly<Record<string, string>> };
}

const lambda = { service: 'lambda' };
const scheduler = { service: 'scheduler' };
const functions = '/2015-03-31/functions';
const one = `${functions}/{FunctionName}`;

export const restRoutes: readonly RestRoute[] = [
  { service: 'ses', action: 'SendEmail', method: 'POST', path: '/v2/email/outbound-emails' },
  {
    ...lambda,
    action: 'Invoke',
    method: 'POST',
    path: `${one}/invocations`,
    headers: {
      'x-amz-invocation-type': 'InvocationType',
      'x-amz-log-type': 'LogType',
      'x-amz-client-context': 'ClientContext',
      'x-amz-durable-execution-name': 'DurableExecutionName',
      'x-amz-tenant-id': 'TenantId',
    },
    payload: 'Payload',
    output: {
      payload: 'Payload',
      headers: { 'x-amz-function-error': 'FunctionError', 'x-amz-executed-version': 'ExecutedVersion' },
    },
  },
  { ...lambda, action: 'ListFunctions', method: 'GET', path: functions },
  { ...lambda, action: 'GetFunction', method: 'GET', path: one },
  { ...lambda, action: 'GetFunctionConfiguration', method: 'GET', path: `${one}/configuration` },
  { ...scheduler, action: 'CreateSchedule', method: 'POST', path: '/schedules/{Name}' },
  { ...scheduler, action: 'UpdateSchedule', method: 'PUT', path: '/schedules/{Name}' },
  {
    ...scheduler,
    action: 'GetSchedule',
    method: 'GET',
    path: '/schedules/{Name}',
    query: { groupName: 'GroupName' },
  },
  {
    ...scheduler,
    action: 'DeleteSchedule',
    method: 'DELETE',
    path: '/schedules/{Name}',
    query: { groupName: 'GroupName', clientToken: 'ClientToken' },
  },
  {
    ...scheduler,
    action: 'ListSchedules',
    method: 'GET',
    path: '/schedules',
    query: { ScheduleGroup: 'GroupName' },
  },
  { ...scheduler, action: 'GetScheduleGroup', method: 'GET', path: '/schedule-groups/{Name}' },
  { ...scheduler, action: 'ListScheduleGroups', method: 'GET', path: '/schedule-groups' },
];
