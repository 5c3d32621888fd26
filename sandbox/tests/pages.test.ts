import { expect, test } from '@jest/globals';
import { indexPage, plainFrontPage } from '../http/index-page.ts';
import { messagesPage } from '../http/messages-page.ts';

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
