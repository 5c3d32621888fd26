import { corsHeaders, isPreflight } from '../../http/cors.ts';
import type { Bucket } from '../../templates/app-resources.ts';
import type { HttpReply, HttpRequest } from '../protocols/protocol.ts';
import { locate } from '../protocols/s3-rest.ts';

/** What a bucket lets a web page of another origin do: the headers of the first of its rules that fits, none otherwise. */
export function bucketCorsHeaders(buckets: readonly Bucket[], request: HttpRequest): Record<string, string> {
  const bucket = buckets.find(({ name }) => name === locate(request).Bucket);
  const method = isPreflight(request) ? request.headers['access-control-request-method'] : request.method;
  for (const rule of bucket?.cors ?? []) {
    const headers = rule.allowMethods.includes(method ?? '') ? corsHeaders(rule, request) : {};
    if (Object.keys(headers).length > 0) return headers;
  }
  return {};
}

/** The answer to a browser that asks first. */
export function answerPreflight(headers: Readonly<Record<string, string>>): HttpReply {
  return Object.keys(headers).length > 0
    ? { status: 200, headers }
    : { status: 403, body: 'CORSResponse: not allowed' };
}
