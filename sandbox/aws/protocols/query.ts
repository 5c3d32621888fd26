import { randomUUID } from 'node:crypto';
import type { Input } from '../services.ts';
import type { Protocol } from './protocol.ts';
import { fromSqsQuery, queryErrorCode, toSqsQuery } from './sqs-query.ts';
import { xmlDocument } from './xml.ts';

/** AWS Query: a form in, XML out (SNS, STS, CloudFormation, and SQS for older clients). */
export const queryProtocol: Protocol = {
  decode: ({ body }, service) => {
    const { Action = '', Version: _, ...fields } = Object.fromEntries(new URLSearchParams(body.toString('utf8')));
    const input = nest(fields);
    return { service, action: Action, input: service === 'sqs' ? fromSqsQuery(input) : input };
  },
  encode: (output, { service, action }) => ({
    status: 200,
    headers: XML,
    body: xmlDocument(`${action}Response`, {
      [`${action}Result`]: service === 'sqs' ? toSqsQuery(output, action) : output,
      ResponseMetadata: { RequestId: randomUUID() },
    }),
  }),
  encodeError: ({ code, message, statusCode }, requestId, service) => ({
    status: statusCode,
    headers: XML,
    body: xmlDocument('ErrorResponse', {
      Error: {
        Type: statusCode < 500 ? 'Sender' : 'Receiver',
        Code: service === 'sqs' ? queryErrorCode(code) : code,
        Message: message,
      },
      RequestId: requestId,
    }),
  }),
};

const XML = { 'content-type': 'text/xml' };

/** `A.entry.1.Name=x&A.entry.1.Value.StringValue=y` → `{A: {x: {StringValue: 'y'}}}`: maps, lists and structures. */
function nest(fields: Readonly<Record<string, string>>): Input {
  const root: Tree = new Map();
  for (const [path, value] of Object.entries(fields)) {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    let node = root;
    for (const key of keys) {
      const child = node.get(key) ?? new Map();
      node.set(key, child);
      if (typeof child === 'string') break;
      node = child;
    }
    node.set(last, value);
  }
  return toValue(root) as Input;
}

type Tree = Map<string, Tree | string>;

function toValue(tree: Tree | string): unknown {
  if (typeof tree === 'string') return tree;
  const entry = tree.get('entry');
  if (entry instanceof Map) return Object.fromEntries([...entry.values()].map(toMapEntry));
  const member = tree.get('member');
  if (member instanceof Map) return [...member.values()].map(toValue);
  // A flattened list has its numbers where the others have `member` before them.
  if (tree.size > 0 && [...tree.keys()].every((key) => /^\d+$/.test(key))) return [...tree.values()].map(toValue);
  return Object.fromEntries([...tree].map(([key, value]) => [key, toValue(value)]));
}

function toMapEntry(tree: Tree | string): [string, unknown] {
  const { Name, key, Value, value } = toValue(tree) as Record<string, unknown>;
  return [String(Name ?? key), Value ?? value];
}
