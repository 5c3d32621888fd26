import { AwsError } from '../aws-error.ts';
import type { Input } from '../services.ts';

export type Tags = Readonly<Record<string, string>>;

/** Of one object ("Categorizing your objects using tags"). */
const MOST = 10;
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;

/** A set of tags as it is sent. Throws BadRequest for more than there may be, InvalidTag for one that cannot be. */
export function tagsOf(set: readonly { readonly Key: string; readonly Value: string }[]): Tags {
  if (set.length > MOST) throw new AwsError('BadRequest', `Object tags cannot be greater than ${MOST}`);
  if (new Set(set.map(({ Key }) => Key)).size < set.length)
    throw new AwsError('InvalidTag', 'Cannot provide multiple Tags with the same key');
  for (const { Key, Value } of set) {
    if (Key === '' || Key.length > LONGEST_KEY || Key.startsWith('aws:'))
      throw new AwsError('InvalidTag', 'The TagKey you have provided is invalid', 400, { TagKey: Key });
    if (Value.length > LONGEST_VALUE)
      throw new AwsError('InvalidTag', 'The TagValue you have provided is invalid', 400, { TagValue: Value });
  }
  return Object.fromEntries(set.map(({ Key, Value }) => [Key, Value]));
}

/** As GetObjectTagging gives them. */
export function describeTags(tags: Tags): Input {
  return { TagSet: { Tag: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) } };
}
