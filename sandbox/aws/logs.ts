import type { z } from 'zod';
import { logStreamOf } from '../lambda/functions.ts';
import type { LogLine } from '../lambda/log-buffer.ts';
import { ACCOUNT_ID, REGION } from '../templates/account.ts';
import type { FunctionResource } from '../templates/app-resources.ts';
import { AwsError, notImplemented } from './aws-error.ts';
import { readInput } from './input.ts';
import { matchesTerms, parseFilter } from './log-filter.ts';
import { filterInput, getInput, groupsInput, streamsInput } from './logs-inputs.ts';
import { pageOf } from './page.ts';
import { byAction, type Input, type ServiceCall, type ServiceHandler } from './services.ts';

export interface LogsOptions {
  readonly functions: readonly FunctionResource[];
  /** The last lines that a function wrote, oldest first. */
  readonly lines: (functionName: string) => readonly LogLine[];
}

interface LogEvent extends LogLine {
  readonly id: string;
  readonly logStreamName: string;
}

type Filter = z.output<typeof filterInput>;

/** CloudWatch Logs of the functions' own lines: a group for each as its template names it, with one stream. */
export function logsService(options: LogsOptions): ServiceHandler {
  return byAction({
    FilterLogEvents: async (call) => filterEvents(options, call, readInput(call, filterInput, INVALID)),
    GetLogEvents: async (call) => getEvents(options, readInput(call, getInput, INVALID)),
    DescribeLogGroups: async (call) => describeGroups(options, readInput(call, groupsInput, INVALID)),
    DescribeLogStreams: async (call) => describeStreams(options, readInput(call, streamsInput, INVALID)),
  });
}

const INVALID = 'InvalidParameterException';

function filterEvents(options: LogsOptions, { service }: ServiceCall, filter: Filter): Input {
  const { filterPattern = '', logStreamNames, logStreamNamePrefix = '', startTime, endTime, limit, nextToken } = filter;
  const terms = parseFilter(filterPattern);
  if (!terms) throw notImplemented(service, `FilterLogEvents with the filterPattern ${filterPattern}`);
  const found = groupEvents(options, groupName(filter)).filter(
    ({ timestamp, message, logStreamName }) =>
      timestamp >= startTime &&
      timestamp <= endTime &&
      logStreamName.startsWith(logStreamNamePrefix) &&
      (logStreamNames?.includes(logStreamName) ?? true) &&
      matchesTerms(terms, message),
  );
  const page = pageOf(found, { limit, token: nextToken, key: ({ id }) => id, invalidToken: INVALID });
  return {
    events: page.items.map(({ id, timestamp, message, logStreamName }) => ({
      logStreamName,
      timestamp,
      message,
      ingestionTime: timestamp,
      eventId: id,
    })),
    searchedLogStreams: [],
    nextToken: page.nextToken,
  };
}

function getEvents(options: LogsOptions, input: z.output<typeof getInput>): Input {
  const { logStreamName, startTime, endTime, limit, startFromHead, nextToken } = input;
  const all = groupEvents(options, groupName(input));
  if (!all.some((event) => event.logStreamName === logStreamName)) throw notFound('log stream');
  const events = all.filter(({ timestamp }) => timestamp >= startTime && timestamp < endTime);
  const [, direction = startFromHead ? 'f' : 'b', at] = /^([fb])\/(\d*)$/.exec(nextToken ?? '') ?? [];
  if (nextToken !== undefined && at === undefined) throw new AwsError(INVALID, 'The specified nextToken is invalid.');
  const rest = events.filter(({ id }) => !at || (direction === 'f' ? id > at : id < at));
  const page = direction === 'f' ? rest.slice(0, limit) : rest.slice(-limit);
  const edges = { first: page[0]?.id ?? at ?? '', last: page.at(-1)?.id ?? at ?? '' };
  return {
    events: page.map(({ timestamp, message }) => ({ timestamp, message, ingestionTime: timestamp })),
    // A token that comes back as it was sent says that this end is reached.
    nextForwardToken: `f/${edges.last}`,
    nextBackwardToken: `b/${edges.first}`,
  };
}

function describeGroups({ functions }: LogsOptions, input: z.output<typeof groupsInput>): Input {
  const { logGroupNamePrefix = '', logGroupNamePattern = '', limit, nextToken } = input;
  const names = [...new Set(functions.map(({ logGroup }) => logGroup))].filter(
    (name) => name.startsWith(logGroupNamePrefix) && name.toLowerCase().includes(logGroupNamePattern.toLowerCase()),
  );
  const page = pageOf(names, { limit, token: nextToken, key: (name) => name, invalidToken: INVALID });
  const logGroups = page.items.map((logGroupName) => ({
    logGroupName,
    arn: `${arnOf(logGroupName)}:*`,
    logGroupArn: arnOf(logGroupName),
    logGroupClass: 'STANDARD',
    metricFilterCount: 0,
    storedBytes: 0,
  }));
  return { logGroups, nextToken: page.nextToken };
}

function describeStreams(options: LogsOptions, input: z.output<typeof streamsInput>): Input {
  const { logStreamNamePrefix = '', orderBy, descending, limit, nextToken } = input;
  const group = groupName(input);
  const events = groupEvents(options, group);
  const names = [...new Set(events.map(({ logStreamName }) => logStreamName))];
  const found = names
    .filter((name) => name.startsWith(logStreamNamePrefix))
    .map((name) => describeStream(group, name, events));
  const page = pageOf(found, {
    limit,
    token: nextToken,
    key: ({ logStreamName, lastEventTimestamp }) =>
      orderBy === 'LastEventTime' ? `${lastEventTimestamp} ${logStreamName}` : logStreamName,
    invalidToken: INVALID,
  });
  return { logStreams: descending ? page.items.toReversed() : page.items, nextToken: page.nextToken };
}

function describeStream(group: string, logStreamName: string, events: readonly LogEvent[]) {
  const times = events.filter((event) => event.logStreamName === logStreamName).map(({ timestamp }) => timestamp);
  const [first = 0] = times;
  const last = times.at(-1) ?? 0;
  return {
    logStreamName,
    creationTime: first,
    firstEventTimestamp: first,
    lastEventTimestamp: last,
    lastIngestionTime: last,
    arn: `${arnOf(group)}:log-stream:${logStreamName}`,
    storedBytes: 0,
  };
}

/** The lines of a group's functions in the order of time. */
function groupEvents({ functions, lines }: LogsOptions, group: string): LogEvent[] {
  const owners = functions.filter(({ logGroup }) => logGroup === group);
  if (owners.length === 0) throw notFound('log group');
  const events = owners.flatMap(({ name }, owner) => {
    const logStreamName = logStreamOf(name);
    return lines(name).map((line) => {
      const timestamp = Math.floor(line.timestamp);
      // Digits that grow with time, as CloudWatch's ids do.
      const id = `${digits(timestamp, 20)}${digits(line.sequence, 12)}${digits(owner, 4)}`;
      return { ...line, id, timestamp, logStreamName };
    });
  });
  return events.sort((left, right) => (left.id < right.id ? -1 : 1));
}

const digits = (value: number, length: number) => String(value).padStart(length, '0');

/** A group is named, or identified by its name or ARN. */
function groupName(input: { logGroupName?: string | undefined; logGroupIdentifier?: string | undefined }): string {
  const { logGroupName, logGroupIdentifier } = input;
  const named = logGroupName ?? logGroupIdentifier;
  if (named === undefined || (logGroupName !== undefined && logGroupIdentifier !== undefined))
    throw new AwsError(INVALID, 'Exactly one of logGroupName and logGroupIdentifier is required.');
  return named.replace(/^arn:[^:]*:logs:[^:]*:[^:]*:log-group:/, '').replace(/:\*$/, '');
}

const arnOf = (name: string) => `arn:aws:logs:${REGION}:${ACCOUNT_ID}:log-group:${name}`;

const notFound = (what: string) => new AwsError('ResourceNotFoundException', `The specified ${what} does not exist.`);
