import { lazily } from '../../platform/lazily.ts';
import type { Language } from '../../platform/problems.ts';

/** Each takes five milliseconds to make. */
const formats = {
  'zh-CN': lazily(() => new Intl.DateTimeFormat('zh-CN', settings('Asia/Shanghai', 'numeric'))),
  en: lazily(() => new Intl.DateTimeFormat('en-GB', settings('UTC', 'long'))),
} as const satisfies Record<Language, () => Intl.DateTimeFormat>;

/** A moment as the reader's language writes it, with the zone it is told in: Beijing time in Chinese, UTC in English. */
export function formatInstant(at: string, language: Language): string {
  const { year, month, day, hour, minute } = partsOf(formats[language](), at);
  return language === 'zh-CN'
    ? `${year}年${month}月${day}日 ${hour}:${minute}（北京时间）`
    : `${day} ${month} ${year}, ${hour}:${minute} UTC`;
}

function partsOf(format: Intl.DateTimeFormat, at: string): Partial<Record<Intl.DateTimeFormatPartTypes, string>> {
  return Object.fromEntries(format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
}

function settings(timeZone: string, month: 'numeric' | 'long'): Intl.DateTimeFormatOptions {
  return { timeZone, year: 'numeric', month, day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
}
