import { AwsError } from '../aws/aws-error.ts';
import { limits } from './limits.ts';

type Json = Readonly<Record<string, unknown>>;

/** What DynamoDB refuses by the request alone: expressions above 4 KB, batches above 25 writes or 16 MB. */
export function checkRequest(action: string, input: Json): void {
  for (const request of requestsOf(input)) checkExpressions(request);
  if (action === 'BatchWriteItem') checkBatch(input);
}

/** The request itself, or the parts of a transaction or a batch that may hold expressions. */
function requestsOf({ TransactItems, RequestItems, ...request }: Json): Json[] {
  const parts = [TransactItems, RequestItems].flatMap((list) => (isObject(list) ? Object.values(list) : []));
  const actions = parts.flatMap((part) => (isObject(part) ? [part, ...Object.values(part)] : []));
  return [request, ...actions.filter(isObject)];
}

function checkExpressions(request: Json): void {
  for (const [name, value] of Object.entries(request)) {
    if (!name.endsWith('Expression') || typeof value !== 'string') continue;
    const size = Buffer.byteLength(value);
    if (size > limits.expressionSize.figure)
      throw invalid(`Invalid ${name}: Expression size has exceeded the maximum allowed size; expression size: ${size}`);
  }
}

function checkBatch(input: Json): void {
  const lists = isObject(input.RequestItems) ? Object.values(input.RequestItems) : [];
  const counts = lists.map((list) => (Array.isArray(list) ? list.length : 0));
  const most = limits.batchWrites.figure;
  // A single table's list is measured by dynalite, in the service's own words for it.
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total > most && counts.every((count) => count <= most))
    throw invalid('Too many items requested for the BatchWriteItem call');
  // The documentation says that it is refused, and not in which words.
  if (Buffer.byteLength(JSON.stringify(input)) > limits.batchWriteSize.figure)
    throw invalid('The total request size exceeds 16 MB');
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const invalid = (message: string) => new AwsError('ValidationException', message);
