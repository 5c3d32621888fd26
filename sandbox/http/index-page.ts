import { escapeXml } from '../aws/protocols/xml.ts';
import { page } from './page.ts';

/** What the front page tells of the app. */
export interface FrontPage {
  /** The app's name. */
  readonly name: string;
  /** What else there is to look at, in English and Chinese. */
  readonly links: readonly { readonly href: string; readonly en: string; readonly zh: string }[];
  /** What a token may be asked for with, as an example. */
  readonly person: Readonly<Record<string, unknown>>;
}

export const plainFrontPage: FrontPage = { name: 'App', links: [], person: { name: 'Ada', groups: ['staff'] } };

/** The sandbox's front door: where things are, and what to try. */
export function indexPage({ url, awsUrl, front }: { url: string; awsUrl: string; front: FrontPage }): string {
  const title = `${escapeXml(front.name)} sandbox`;
  const links = [...front.links, ...OWN_LINKS].map(
    ({ href, en, zh }) =>
      `<li><a href="${escapeXml(href)}">${escapeXml(en)} · <span lang="zh-CN">${escapeXml(zh)}</span></a></li>`,
  );
  return page(
    `${title} · 沙箱`,
    `<header>
<h1>${title} · <span lang="zh-CN">沙箱</span></h1>
<p class="soft">The whole system on this machine. Nothing leaves it. <span lang="zh-CN">整个系统在本机运行，数据不外传。</span></p>
</header>
<main class="columns">
<section class="card">
<h2>Look · <span lang="zh-CN">查看</span></h2>
<ul>
${links.join('\n')}
</ul>
<p class="soft">AWS endpoint · <span lang="zh-CN">AWS 服务端点</span>: <code>${escapeXml(awsUrl)}</code></p>
</section>
<section class="card">
<h2>Try · <span lang="zh-CN">试一试</span></h2>
<p>A token for anybody · <span lang="zh-CN">任何人的令牌</span></p>
<pre>curl -s ${escapeXml(url)}/_sandbox/token \\
  -H 'content-type: application/json' \\
  -d '${escapeXml(JSON.stringify(front.person))}'</pre>
<p>Let time pass · <span lang="zh-CN">让时间前进</span></p>
<pre>curl -s ${escapeXml(url)}/_sandbox/clock \\
  -H 'content-type: application/json' \\
  -d '{"advance":"PT36H"}'</pre>
<p>Start over · <span lang="zh-CN">重新开始</span></p>
<pre>curl -s -X POST \\
  ${escapeXml(url)}/_sandbox/reset</pre>
</section>
</main>`,
  );
}

const OWN_LINKS: FrontPage['links'] = [
  { href: '/_sandbox/messages', en: 'Messages sent', zh: '已发送的消息' },
  { href: '/_sandbox/costs', en: 'What AWS would bill', zh: 'AWS 费用' },
  { href: '/_sandbox/faults', en: 'Faults ordered', zh: '故障注入' },
  { href: '/_sandbox/clock', en: 'Clock', zh: '时钟' },
];
