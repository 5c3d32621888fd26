import { keysOf } from '../../platform/keys-of.ts';
import type { ClaimSettings } from '../claim-settings.ts';

/** What evidence may be, as scanners and phones make it, and how large a file of it may be. OFD is GB/T 33190-2016, as e-invoices are. */
const sizes = {
  'image/jpeg': 'paper',
  'image/png': 'paper',
  'image/heic': 'paper',
  'image/heif': 'paper',
  'image/webp': 'paper',
  'application/pdf': 'paper',
  'application/ofd': 'paper',
  'video/quicktime': 'video',
  'video/mp4': 'video',
} as const satisfies Readonly<Record<string, keyof ClaimSettings['largestFileMiB']>>;

export type ContentType = keyof typeof sizes;
export const contentTypes = keysOf(sizes);

/** What files of a type are named. */
export const extensions: Readonly<Record<ContentType, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/heic': 'heic',
  'image/heif': 'heif',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  'application/ofd': 'ofd',
  'video/quicktime': 'mov',
  'video/mp4': 'mp4',
};

/** Bytes that a file of this type may have. */
export function largestFile(
  contentType: ContentType,
  { largestFileMiB }: Pick<ClaimSettings, 'largestFileMiB'>,
): number {
  return largestFileMiB[sizes[contentType]] * 1024 * 1024;
}

/**
 * What a file counts as, or undefined where it is not what it says. What was announced and what came must be alike, a paper or
 * photo, or a video: a phone names a HEIC photo `.jpg`, and nobody is harmed. `detected` is what its content tells.
 */
export function acceptedAs(announced: string, detected: string | undefined): ContentType | undefined {
  const [said, found] = [announced, detected].map((name) => contentTypes.find((type) => type === name));
  return said && found && sizes[said] === sizes[found] ? found : undefined;
}
