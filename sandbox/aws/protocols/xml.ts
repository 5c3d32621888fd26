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
