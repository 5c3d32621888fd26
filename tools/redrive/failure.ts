import * as z from 'zod';

/** Something that failed for good, and how it is tried again. */
export interface Failure {
  /** What it is about: ids only. */
  readonly about: string;
  /** Since when it lies there, RFC 3339. */
  readonly since: string;
  /** The function or queue that gets it again. */
  readonly to: string;
  /** Tries it again, and removes it once that is done. Rejects with what failed, and then it stays. */
  again(): Promise<void>;
  /** Leaves it where it is. */
  leave(): Promise<void>;
}

/** A queue, or the bucket, and what lies in it, oldest first. */
export interface Place {
  readonly name: string;
  readonly failures: readonly Failure[];
}

const event = z.looseObject({
  id: z.string().optional(),
  source: z.string().optional(),
  'detail-type': z.string().optional(),
  detail: z
    .looseObject({
      id: z.string().optional(),
      name: z.string().optional(),
      mail: z.looseObject({ messageId: z.string() }).optional(),
      object: z.looseObject({ key: z.string() }).optional(),
    })
    .optional(),
  Records: z
    .array(
      z.looseObject({
        eventName: z.string().optional(),
        dynamodb: z.looseObject({ Keys: z.looseObject({ PK: z.looseObject({ S: z.string() }) }) }).optional(),
      }),
    )
    .optional(),
});

/** The ids in what a function got: of a stream's records, or of an event; nothing of what they say. */
export function idsOf(payload: unknown): string {
  const { data } = event.safeParse(payload);
  if (!data) return 'not an event';
  const { id, source, detail, Records } = data;
  if (Records) return Records.map((one) => `${one.eventName} ${one.dynamodb?.Keys.PK.S ?? ''}`.trim()).join(', ');
  const named = detail?.object?.key ?? detail?.mail?.messageId ?? detail?.id ?? detail?.name ?? id ?? 'without an id';
  return [source, data['detail-type'], named].filter(Boolean).join(' ');
}
