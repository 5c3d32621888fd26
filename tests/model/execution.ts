/** A call of Step Functions, whoever answers it. */
type Call = (action: string, input: Record<string, unknown>) => Promise<Readonly<Record<string, unknown>>>;

interface HistoryEvent {
  readonly type: string;
  readonly taskScheduledEventDetails?: { readonly parameters: string };
}

/** How an execution stands, and the token of the wait that it is in. */
export async function executionOf(call: Call, executionArn: string) {
  try {
    const { status } = await call('DescribeExecution', { executionArn });
    const reverse = { executionArn, reverseOrder: true, maxResults: 20 };
    const { events } = (await call('GetExecutionHistory', reverse)) as unknown as { events: HistoryEvent[] };
    return { status: String(status), token: tokenIn(events) };
  } catch (error) {
    if (error instanceof Error && error.name === 'ExecutionDoesNotExist') return { status: 'MISSING' };
    throw error;
  }
}

/** The token of the wait that the newest events are of; none where it is over. */
function tokenIn(events: readonly HistoryEvent[]): string | undefined {
  const index = events.findIndex(({ type }) =>
    /^Task(Scheduled|Succeeded|Failed|TimedOut)$|StateExited$|^Execution/.test(type),
  );
  const details = events[index]?.taskScheduledEventDetails;
  if (!details) return undefined;
  return (JSON.parse(details.parameters) as { Payload: { taskToken?: string } }).Payload.taskToken;
}
