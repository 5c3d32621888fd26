import { AwsError } from '../aws-error.ts';
import type { Input } from '../services.ts';
import type { HttpRequest } from './protocol.ts';

/** Reads a browser's upload form: its fields by lower-case name, and the file. Fields behind the file do not count. */
export async function readForm({ headers, body }: HttpRequest): Promise<Input> {
  const fields: Record<string, string> = {};
  for (const [name, value] of await parse(headers['content-type'] ?? '', body)) {
    if (typeof value !== 'string') {
      const Body = Buffer.from(await value.arrayBuffer());
      return { Fields: fields, Body, FileName: value.name, ...keyOf(fields, value.name) };
    }
    if (name.toLowerCase() === 'file') return { Fields: fields, Body: Buffer.from(value), ...keyOf(fields, '') };
    fields[name.toLowerCase()] = value;
  }
  throw new AwsError('InvalidArgument', 'POST requires exactly one file upload per request.');
}

async function parse(contentType: string, body: Buffer): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  } catch {
    throw new AwsError('MalformedPOSTRequest', 'The body of your POST request is not well-formed multipart/form-data.');
  }
}

/** `${filename}` in the key stands for the name of the file. */
function keyOf(fields: Readonly<Record<string, string>>, fileName: string): { Key: string } {
  if (fields.key === undefined) throw new AwsError('InvalidArgument', "Bucket POST must contain a field named 'key'.");
  return { Key: fields.key.replaceAll(/\$\{filename\}/g, () => fileName) };
}
