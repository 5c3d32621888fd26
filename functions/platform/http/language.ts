import type { Language } from '../problems.ts';

/** The language of ours that an Accept-Language header likes best (RFC 9110, 12.5.4); English where it names neither. */
export function preferredLanguage(acceptLanguage = ''): Language {
  const ranges = acceptLanguage
    .split(',')
    .map((range) => /^(?<tag>zh|en|\*)(?:-[\w-]+)?(?:\s*;\s*q=(?<weight>[\d.]+))?$/i.exec(range.trim())?.groups)
    .map((found) => ({ tag: found?.tag?.toLowerCase(), weight: Number(found?.weight ?? 1) }))
    .filter(({ tag, weight }) => tag !== undefined && weight > 0)
    .sort((one, other) => other.weight - one.weight);
  return ranges[0]?.tag === 'zh' ? 'zh-CN' : 'en';
}
