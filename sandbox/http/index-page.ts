import { escapeXml } from '../aws/protocols/xml.ts';
import { page } from './page.ts';

/** The sandbox's front door: where things are, and what to try. */
export function indexPage({ url, awsUrl }: { url: string; awsUrl: string }): string {
  return page(
    'Careline sandbox · 沙箱',
    `<header>
<h1>Careline sandbox · <span lang="zh-CN">沙箱</span></h1>
<p class="soft">The whole system on this machine. Nothing leaves it. <span lang="zh-CN">整个系统在本机运行，数据不外传。</span></p>
</header>
<main class="columns">
<section class="card">
<h2>Look · <span lang="zh-CN">查看</span></h2>
<ul>
<li><a href="/docs">API reference · <span lang="zh-CN">接口文档</span></a> (<a href="/openapi.json">openapi.json</a>)</li>
<li><a href="/_sandbox/messages">Messages to customers · <span lang="zh-CN">客户消息</span></a></li>
<li><a href="/health">Health · <span lang="zh-CN">健康检查</span></a></li>
<li><a href="/_sandbox/payment-provider/orders">Orders at the payment provider · <span lang="zh-CN">支付指令</span></a></li>
<li><a href="/_sandbox/costs">What AWS would bill · <span lang="zh-CN">AWS 费用</span></a></li>
<li><a href="/_sandbox/faults">Faults ordered · <span lang="zh-CN">故障注入</span></a></li>
<li><a href="/_sandbox/clock">Clock · <span lang="zh-CN">时钟</span></a></li>
</ul>
<p class="soft">AWS endpoint · <span lang="zh-CN">AWS 服务端点</span>: <code>${escapeXml(awsUrl)}</code></p>
</section>
<section class="card">
<h2>Try · <span lang="zh-CN">试一试</span></h2>
<p>A token for any role · <span lang="zh-CN">任意角色的令牌</span></p>
<pre>curl -s ${escapeXml(url)}/_sandbox/token \\
  -H 'content-type: application/json' \\
  -d '{"role":"claims-handler"}'</pre>
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
