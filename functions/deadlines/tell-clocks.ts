import { isDeepStrictEqual } from 'node:util';
import { type Message, newsForClocks } from '../notifications/message.ts';
import { messages } from '../notifications/message-store.ts';
import type { Table, Write } from '../platform/record/table.ts';
import type { Deadline } from './deadline.ts';
import { deadlines, readDeadlines } from './deadline-store.ts';
import { type Told, told } from './happening.ts';
import { countedOf } from './keeping.ts';
import { reckoned } from './reckoning.ts';
import { tellingOf } from './telling.ts';

/**
 * The clocks of a case learn what became of a message: that it was sent off keeps a denial in time, that it arrived pauses an
 * assessment. What may have been sent is no proof.
 */
export async function tellClocks(table: Table, message: Message, now: Date): Promise<Write[]> {
  const clocksTold = newsForClocks(message);
  const { caseId } = message;
  if (!clocksTold || caseId === undefined) return [];
  const known = await readDeadlines(table, caseId);
  const changed = tellingOf(message).flatMap((telling) =>
    known.flatMap((deadline) => toldWrites(deadline, telling, now)),
  );
  return [messages.replace(message, { ...message, clocksTold }, now).write, ...changed];
}

function toldWrites(deadline: Deadline, telling: Told, now: Date): Write[] {
  const counted = countedOf(deadline);
  const after = told(deadline, counted.rule, telling);
  return isDeepStrictEqual(after, deadline)
    ? []
    : [deadlines.replace(deadline, reckoned(after, counted, now), now).write];
}
