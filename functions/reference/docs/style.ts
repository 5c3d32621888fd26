/** One style sheet for a telephone (360 px) and a desk, light and dark; no font or image is loaded. */
export const style = `
:root{color-scheme:light dark;--line:#8884;--soft:#8881;--ink:light-dark(#1a2530,#e4e9ee);--link:light-dark(#0b5cad,#7db8f5);
--get:light-dark(#0b6b3a,#5fd39a);--post:light-dark(#8a4b00,#f0b060);--patch:light-dark(#6b2fa0,#c79bf0)}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0 auto;padding:1rem;max-width:64rem;color:var(--ink);background:light-dark(#fff,#12181f);
font:16px/1.55 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;overflow-wrap:anywhere}
a{color:var(--link)}
h1{margin:0;font-size:1.6rem}
h2{margin:2.5rem 0 .5rem;border-bottom:2px solid var(--line)}
h3{margin:0 0 .25rem;font-size:1.05rem}
h4{margin:1rem 0 .25rem;font-size:.95rem}
code,pre{font:.875em/1.5 ui-monospace,Consolas,Menlo,monospace}
pre{margin:.25rem 0;padding:.6rem .8rem;background:var(--soft);border-radius:6px;white-space:pre-wrap}
article{margin:1rem 0;padding:1rem;border:1px solid var(--line);border-radius:8px}
article:target{border-color:var(--link)}
nav ul{columns:20rem;padding-left:1.1rem}
table{width:100%;border-collapse:collapse;font-size:.92rem}
th,td{padding:.35rem .5rem .35rem 0;border-top:1px solid var(--line);text-align:left;vertical-align:top}
th{border:0;font-weight:600}
th,td:first-child{overflow-wrap:break-word}
small{word-break:keep-all}
small,.soft{opacity:.75}
.top{display:flex;justify-content:space-between;gap:1rem;align-items:baseline}
.GET{color:var(--get)}.POST{color:var(--post)}.PATCH{color:var(--patch)}
.role{display:inline-block;margin:.1rem .3rem .1rem 0;padding:0 .45rem;border:1px solid var(--line);border-radius:1rem;font-size:.82rem}
summary{cursor:pointer}
@media(max-width:40rem){article{padding:.75rem}table,tbody,tr,td{display:block}thead{display:none}
tr{border-top:1px solid var(--line);padding:.35rem 0}td{border:0;padding:.05rem 0}}
`;
