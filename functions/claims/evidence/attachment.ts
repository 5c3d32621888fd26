import { escaped } from '../../platform/record/signed-url.ts';
import { type ContentType, extensions } from './content-types.ts';

/** The name that a file is saved under: letters, digits and a few marks of the name that a person gave it, with its own extension. */
export function safeName(filename: string, contentType: ContentType): string {
  const base = filename
    .replace(/^.*[\\/]/, '')
    .replace(/\.[^.]*$/, '')
    .replaceAll(/[^\p{L}\p{N} ()_-]+/gu, '_')
    .replace(/^[ _-]+/, '')
    .trim();
  return `${[...base].slice(0, 100).join('') || 'document'}.${extensions[contentType]}`;
}

/** `Content-Disposition` of a file to be saved (RFC 6266): the name in full, and in ASCII for who does not know better. */
export function attachment(name: string): string {
  const plain = name.replaceAll(/[^ -~]+/g, '_');
  return `attachment; filename="${plain}"; filename*=UTF-8''${escaped(name)}`;
}
