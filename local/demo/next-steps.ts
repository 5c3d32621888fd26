import type { Demo } from './demo.ts';

/** What a newcomer can do with the demo: tokens to paste into a shell, and commands that work as they are printed. */
export function nextSteps(url: string, { tokens, paidClaim, waitingClaim, executionName }: Demo): string {
  const names = { customer: 'CUSTOMER', 'claims-handler': 'HANDLER', 'claims-supervisor': 'SUPERVISOR', ops: 'OPS' };
  const assignments = Object.entries(tokens).map(([role, token]) => `${names[role as keyof typeof names]}=${token}`);
  return `
The demo: one claim was paid (${paidClaim}), and an injury
claim waits for somebody to call the injured person (${waitingClaim}).

Tokens, to paste into another terminal (more with POST /_sandbox/token):
${assignments.join('\n')}

Then try:
# what happened to the paid claim, and its execution step by step
curl -s ${url}/v1/claims/${paidClaim}/timeline -H "authorization: Bearer $CUSTOMER"
curl -s ${url}/v1/executions/${executionName} -H "authorization: Bearer $OPS"
# the task that waits
curl -s '${url}/v1/tasks?queue=claims-handler' -H "authorization: Bearer $HANDLER"
# nobody calls for two days: the task climbs to the supervisor
curl -s ${url}/_sandbox/clock -H 'content-type: application/json' -d '{"advance":"PT49H"}'
curl -s '${url}/v1/tasks?queue=claims-supervisor' -H "authorization: Bearer $SUPERVISOR"
`;
}
