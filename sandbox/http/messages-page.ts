import type { OutboxMessage } from '../aws/outbox.ts';
import { escapeXml } from '../aws/protocols/xml.ts';
import { page } from './page.ts';

/** What was sent, as it is seen by whom it is for: an inbox and a phone side by side. Newest first, as given. */
export function messagesPage(messages: readonly OutboxMessage[]): string {
  const emails = messages.filter(({ channel }) => channel === 'email');
  const texts = messages.filter(({ channel }) => channel === 'sms');
  return page(
    'Messages · 消息',
    `<header>
<h1>Messages · <span lang="zh-CN">消息</span></h1>
<p class="soft">What the system has sent, as people get it. <span lang="zh-CN">系统发出的消息，如收件人所见。</span> <a href="/">Sandbox · <span lang="zh-CN">沙箱</span></a></p>
</header>
<main class="columns" data-version="${messages.length}-${escapeXml(messages[0]?.id ?? '')}">
<section class="card" aria-labelledby="inbox">
<h2 id="inbox">Inbox · <span lang="zh-CN">收件箱</span> (${emails.length})</h2>
${emails.map((message, index) => email(message, index === 0)).join('\n') || empty('No email yet', '暂无邮件')}
</section>
<section class="phone" aria-labelledby="phone">
<h2 id="phone">Phone · <span lang="zh-CN">短信</span> (${texts.length})</h2>
${texts.map(text).join('\n') || empty('No text yet', '暂无短信')}
</section>
</main>`,
    3,
  );
}

/** Mail opens in a frame that runs no script, as mail programs show it. */
function email({ from, to, subject, html, text: plain, sentAt }: OutboxMessage, open: boolean): string {
  const content =
    html === undefined
      ? `<pre>${escapeXml(plain ?? '')}</pre>`
      : `<iframe sandbox="" title="${escapeXml(subject ?? '')}" srcdoc="${escapeXml(html)}" loading="lazy"></iframe>`;
  return `<details class="mail"${open ? ' open' : ''}>
<summary><strong>${escapeXml(subject ?? '')}</strong>
<span class="soft">${escapeXml(from)} → ${escapeXml(to)} · ${time(sentAt)}</span></summary>
${content}
</details>`;
}

function text({ from, to, text: content, sentAt, parts = 1 }: OutboxMessage): string {
  const billed = `${parts} ${parts === 1 ? 'part' : 'parts'} · <span lang="zh-CN">${parts} 条</span>`;
  return `<div class="soft">${escapeXml(from)} → ${escapeXml(to)} · ${time(sentAt)} · ${billed}</div>
<div class="bubble">${escapeXml(content ?? '')}</div>`;
}

function empty(english: string, chinese: string): string {
  return `<p class="empty">${english}<br><span lang="zh-CN">${chinese}</span></p>`;
}

function time(sentAt: string): string {
  return `<time datetime="${sentAt}">${sentAt.slice(0, 16).replace('T', ' ')} UTC</time>`;
}
