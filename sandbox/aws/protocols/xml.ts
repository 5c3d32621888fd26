/** An element with text, nested elements (an object) or repeated ones (a list); undefined values are left out. */
export function xmlElement(name: string, value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((item) => xmlElement(name, item)).join('');
  return `<${name}>${xmlContent(value)}</${name}>`;
}

/** A document with a root element in a namespace. */
export function xmlDocument(name: string, value: unknown, namespace?: string): string {
  const attribute = namespace === undefined ? '' : ` xmlns="${namespace}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${name}${attribute}>${xmlContent(value)}</${name}>`;
}

function xmlContent(value: unknown): string {
  if (typeof value !== 'object' || value === null) return escapeXml(String(value ?? ''));
  return Object.entries(value)
    .map(([key, item]) => xmlElement(key, item))
    .join('');
}

/** Text as it may stand in markup, HTML's too. */
export function escapeXml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

type XmlValue = string | { readonly [name: string]: string };

/** The children of a document's root by name: text, or the texts of their own children. Enough for what S3 is sent. */
export function readDocument(body: Buffer): Readonly<Record<string, XmlValue[]>> {
  const children: Record<string, XmlValue[]> = {};
  for (const { name, content } of readElements(body)) {
    const inner = elements(content);
    const value =
      inner.length === 0
        ? unescapeXml(content)
        : Object.fromEntries(inner.map((child) => [child.name, unescapeXml(child.content)]));
    children[name] = [...(children[name] ?? []), value];
  }
  return children;
}

/** The children of a document's root with what they hold, as it is written. */
export function readElements(body: Buffer): { name: string; content: string }[] {
  const [root] = elements(body.toString('utf8').replace(/<\?.*?\?>/g, ''));
  return elements(root?.content ?? '');
}

function elements(text: string): { name: string; content: string }[] {
  const found = text.matchAll(/<([\w.-]+)(?:\s[^>]*)?(?:\/>|>(.*?)<\/\1\s*>)/gs);
  return [...found].map(([, name = '', content = '']) => ({ name, content }));
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (entity, hexadecimal, decimal, name) => {
    if (hexadecimal) return String.fromCodePoint(Number.parseInt(hexadecimal, 16));
    return decimal ? String.fromCodePoint(Number(decimal)) : (named[name] ?? entity);
  });
}
