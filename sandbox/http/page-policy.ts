import { createHash } from 'node:crypto';

/**
 * What a page of the sandbox may load and run: its own script and style sheet, by their hashes, and what it fetches from the sandbox.
 * A mail in a frame takes the page's policy, and styles its elements one by one: a page with frames lets any inline style be.
 */
export function pagePolicy(html: string): string {
  const [scripts, styles] = [hashesOf(html, 'script'), hashesOf(html, 'style')];
  return [
    "default-src 'none'",
    ...(scripts ? [`script-src ${scripts}`, "connect-src 'self'"] : []),
    `style-src ${html.includes('<iframe ') ? "'unsafe-inline'" : styles}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Text put into a page is escaped, so the elements found here are the page's own. */
function hashesOf(html: string, element: 'script' | 'style'): string {
  const found = [...html.matchAll(new RegExp(`<${element}>(.*?)</${element}>`, 'gs'))];
  return found.map(([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`).join(' ');
}
