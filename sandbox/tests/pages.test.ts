import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { OutboxMessage } from '../aws/outbox.ts';
import { indexPage, plainFrontPage } from '../http/index-page.ts';
import { messagesPage } from '../http/messages-page.ts';
import { pagePolicy } from '../http/page-policy.ts';

const chinese = expect.stringMatching(/\p{Script=Han}/u);
const addresses = { url: 'http://127.0.0.1:4000', awsUrl: 'http://127.0.0.1:4566' };

test.each([
  ['front page', indexPage({ ...addresses, front: plainFrontPage })],
  ['messages', messagesPage([])],
])('the %s is in English and Chinese', (_, page) => {
  const parts = [...page.matchAll(/<(h1|h2|p|a|title)\b[^>]*>(.*?)<\/\1>/gs)].map(([, , text = '']) => text);
  const shown = parts.map((text) => text.replace(/<code>.*?<\/code>|<[^>]+>/gs, '').trim());
  expect(shown.length).toBeGreaterThan(3);
  for (const text of shown) expect(text).toEqual(chinese);
});

describe('the policy of a page', () => {
  const hashOf = (text = '') => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const [front, inbox] = [indexPage({ ...addresses, front: plainFrontPage }), messagesPage([])];
  const inline = (html: string, element: string) => new RegExp(`<${element}>(.*?)</${element}>`, 's').exec(html)?.[1];

  test('of the front page lets its style sheet be, and no script', () => {
    expect(pagePolicy(front)).toContain(`style-src ${hashOf(inline(front, 'style'))};`);
    expect(pagePolicy(front)).not.toMatch(/script-src|connect-src|unsafe/);
    expect(front).not.toMatch(/<script|\sstyle=|\son\w+=/);
  });

  test('of the messages lets its script be, which fetches the page anew', () => {
    expect(pagePolicy(inbox)).toContain(`script-src ${hashOf(inline(inbox, 'script'))}; connect-src 'self';`);
    expect(pagePolicy(inbox)).not.toContain('unsafe');
  });

  test('lets a mail have the styles of its elements, and never a script of its own', () => {
    const mail: OutboxMessage = {
      id: '1',
      channel: 'email',
      from: 'a@example.com',
      to: 'b@example.com',
      subject: '<script>alert(1)</script>',
      html: '<p style="color:red">Hello</p><script>alert(1)</script>',
      sentAt: '2026-11-25T09:00:00.000Z',
    };
    const policy = pagePolicy(messagesPage([mail]));
    expect(policy).toContain("style-src 'unsafe-inline'");
    expect(policy).toContain(`script-src ${hashOf(inline(inbox, 'script'))}; connect-src`);
  });
});
