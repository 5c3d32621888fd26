/** A page of the sandbox: English and Chinese, readable from 360 px. `content` is markup. */
export function page(title: string, content: string, refreshSeconds?: number): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
${content}
${refreshSeconds === undefined ? '' : refreshScript(refreshSeconds)}
</body>
</html>
`;
}

/** Replaces `main` when it has changed, so that a mail being read stays open while nothing is new. */
function refreshScript(seconds: number): string {
  return `<script>
setInterval(async () => {
  const response = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => null);
  if (!response?.ok) return;
  const next = new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('main');
  const current = document.querySelector('main');
  if (next && next.dataset.version !== current.dataset.version) current.replaceWith(next);
}, ${seconds * 1000});
</script>`;
}

const STYLE = `
:root { color-scheme: light; --line: #d8dee6; --soft: #5b6776; --accent: #0b6e63; }
* { box-sizing: border-box; }
body { margin: 0; padding: 1rem; background: #f3f5f7; color: #16202b;
  font: 16px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans SC", sans-serif; }
header, main { max-width: 72rem; margin: 0 auto; }
h1 { font-size: 1.35rem; margin: 0 0 .25rem; }
h2 { font-size: 1.05rem; margin: 0 0 .75rem; }
p { margin: .25rem 0 .75rem; }
a { color: var(--accent); }
code, pre { font: .85em/1.5 ui-monospace, Consolas, monospace; }
pre { background: #16202b; color: #e8edf2; padding: .75rem; border-radius: 8px; white-space: pre-wrap; word-break: break-all; }
ul { margin: 0 0 .75rem; padding-left: 1.25rem; }
time { white-space: nowrap; }
.soft { color: var(--soft); font-size: .85rem; }
.columns { display: grid; gap: 1rem; align-items: start; }
@media (min-width: 800px) { .columns { grid-template-columns: minmax(0, 5fr) minmax(0, 4fr); } }
.card { background: #fff; border: 1px solid var(--line); border-radius: 12px; padding: 1rem; min-width: 0; }
.card > :last-child { margin-bottom: 0; }
.mail { border-top: 1px solid var(--line); padding: .6rem 0; }
.mail summary { cursor: pointer; overflow-wrap: anywhere; }
.mail summary .soft { display: block; margin-left: 1.1rem; }
.mail iframe { width: 100%; height: 24rem; border: 1px solid var(--line); border-radius: 8px; background: #fff; margin-top: .5rem; }
.mail pre { word-break: normal; overflow-wrap: anywhere; background: #f7f9fa; color: inherit; }
.phone { background: #e9eef2; border-radius: 28px; border: 8px solid #16202b; padding: 1rem .75rem; }
.bubble { background: #fff; border-radius: 4px 16px 16px 16px; padding: .5rem .75rem; margin: .25rem 0 .9rem;
  overflow-wrap: anywhere; white-space: pre-wrap; }
.empty { color: var(--soft); text-align: center; padding: 1.5rem 0; }
`;
