import type { Language } from '../../platform/problems.ts';
import { oneLine } from './plain-text.ts';

/** An email as its template says it, in plain text only; what is made of it escapes everything, so no template can forget to. */
export interface Letter {
  readonly subject: string;
  /** What a mailbox shows beside the subject. */
  readonly preheader: string;
  readonly blocks: readonly Block[];
}

/** A paragraph, a table of names and values, or a list. */
export type Block =
  | string
  | { readonly facts: readonly (readonly [name: string, value: string])[] }
  | { readonly list: readonly string[] }
  | { readonly link: string; readonly label: string };

/** A table of names and values. */
export function facts(...rows: readonly (readonly [name: string, value: string])[]): Block {
  return { facts: rows };
}

export interface EmailContent {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

const frame = {
  'zh-CN': {
    greeting: (name: string) => `尊敬的${name}：`,
    signature: 'Careline 客户服务',
    notes: [
      '本邮件为保险服务通知，无论您是否接收营销信息，我们均会发送。',
      '我们不会通过邮件或短信向您索取密码或验证码。',
    ],
  },
  en: {
    greeting: (name: string) => `Dear ${name},`,
    signature: 'Careline Customer Service',
    notes: [
      'This is a service message about your insurance. We send it whatever you have chosen about advertising.',
      'We never ask for passwords or verification codes by email or text message.',
    ],
  },
} as const satisfies Record<Language, unknown>;

/** The letter as the mail that is sent: HTML that also simple mail programs show, and the same in plain text. */
export function toEmail(letter: Letter, name: string, language: Language): EmailContent {
  const subject = oneLine(letter.subject);
  const { signature, notes } = frame[language];
  const blocks = [frame[language].greeting(oneLine(name)), ...letter.blocks, signature];
  return {
    subject,
    text: [...blocks.map((block) => textOf(block, language)), ['--', ...notes].join('\n')].join('\n\n'),
    html: page(language, subject, letter.preheader, blocks.map(htmlOf), notes),
  };
}

function textOf(block: Block, language: Language): string {
  if (typeof block === 'string') return oneLine(block);
  const separator = language === 'zh-CN' ? '：' : ': ';
  if ('facts' in block) return block.facts.map((fact) => fact.map(oneLine).join(separator)).join('\n');
  if ('list' in block) return block.list.map((item) => `- ${oneLine(item)}`).join('\n');
  return `${oneLine(block.label)}${separator}${oneLine(block.link)}`;
}

function htmlOf(block: Block): string {
  if (typeof block === 'string') return `<p style="margin:0 0 16px">${escaped(block)}</p>`;
  if ('facts' in block) return `<table style="${factsStyle}">${block.facts.map(row).join('')}</table>`;
  if ('list' in block) return `<ul style="margin:0 0 16px;padding-left:24px">${block.list.map(item).join('')}</ul>`;
  return `<p style="margin:0 0 16px"><a href="${escaped(block.link)}">${escaped(block.label)}</a></p>`;
}

const factsStyle = 'width:100%;border-collapse:collapse;margin:0 0 16px';
const cellStyle = 'padding:8px 0;border-bottom:1px solid #e5e7eb;vertical-align:top';

function row([name, value]: readonly [string, string]): string {
  return (
    `<tr><th scope="row" style="${cellStyle};text-align:left;font-weight:normal;color:#4b5563">${escaped(name)}</th>` +
    `<td style="${cellStyle};text-align:right;font-weight:bold">${escaped(value)}</td></tr>`
  );
}

function item(text: string): string {
  return `<li style="margin:0 0 4px">${escaped(text)}</li>`;
}

function page(
  language: Language,
  subject: string,
  preheader: string,
  body: string[],
  notes: readonly string[],
): string {
  const font = "font-family:-apple-system,'Segoe UI','PingFang SC','Microsoft YaHei',Arial,sans-serif";
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light">
<title>${escaped(subject)}</title>
</head>
<body style="margin:0;padding:0;background:#f3f4f6">
<div style="display:none;max-height:0;overflow:hidden">${escaped(preheader)}</div>
<table role="presentation" style="width:100%;border-collapse:collapse"><tr><td align="center" style="padding:24px 8px">
<table role="presentation" style="width:100%;max-width:600px;border-collapse:collapse;background:#ffffff">
<tr><td style="padding:20px 24px;background:#0f4c81;color:#ffffff;${font};font-size:18px;font-weight:bold">Careline</td></tr>
<tr><td style="padding:24px;color:#111827;${font};font-size:16px;line-height:1.6">
<h1 style="margin:0 0 16px;font-size:20px;line-height:1.4">${escaped(subject)}</h1>
${body.join('\n')}
</td></tr>
<tr><td style="padding:16px 24px;color:#4b5563;${font};font-size:13px;line-height:1.5">${notes.map(escaped).join('<br>')}</td></tr>
</table>
</td></tr></table>
</body>
</html>
`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return oneLine(text).replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
