/** A small invented portfolio, Chinese and English. Numbers and addresses are of ranges that reach nobody. */
export const customers = [
  {
    externalRef: 'DEMO-1',
    name: '王小明',
    language: 'zh-CN',
    phone: '+8613800138000',
    email: 'wang.xiaoming@example.com',
    address: '北京市朝阳区示例路1号',
  },
  { externalRef: 'DEMO-2', name: '李静', language: 'zh-CN', phone: '+8613900139000', email: 'li.jing@example.com' },
  { externalRef: 'DEMO-3', name: 'Emma Brown', language: 'en', phone: '+12025550143', email: 'emma.brown@example.com' },
  {
    externalRef: 'DEMO-4',
    kind: 'company',
    name: '示例物流有限公司',
    language: 'zh-CN',
    phone: '+8613700137000',
    email: 'claims@logistics.example.com',
  },
] as const;

const DAY = 86_400_000;
const motor = ['collision', 'theft', 'fire', 'natural-disaster', 'glass', 'vandalism', 'third-party'];

/** The portfolio's policies, in force now. */
export function policies(now: number) {
  const effectiveAt = new Date(now - 200 * DAY).toISOString();
  const expiresAt = new Date(now + 165 * DAY).toISOString();
  const year = { effectiveAt, expiresAt };
  return [
    {
      ...year,
      policyNumber: 'CAR-2026-0001',
      customerExternalRef: 'DEMO-1',
      line: 'motor',
      plan: '家庭自用车综合险',
      perils: motor,
      sumInsured: { amount: 20_000_000, currency: 'CNY' },
      premium: { amount: 365_000, currency: 'CNY' },
      premiumFrequency: 'yearly',
    },
    {
      ...year,
      policyNumber: 'PA-2026-0002',
      customerExternalRef: 'DEMO-2',
      line: 'accident',
      plan: '综合意外险',
      perils: ['accident', 'hospitalisation'],
      sumInsured: { amount: 50_000_000, currency: 'CNY' },
      premium: { amount: 29_900, currency: 'CNY' },
      premiumFrequency: 'yearly',
    },
    {
      ...year,
      policyNumber: 'CAR-2026-0003',
      customerExternalRef: 'DEMO-3',
      line: 'motor',
      plan: 'Family car, comprehensive',
      perils: motor,
      sumInsured: { amount: 4_000_000, currency: 'USD' },
      deductible: { amount: 25_000, currency: 'USD' },
      premium: { amount: 9_400, currency: 'USD' },
      premiumFrequency: 'monthly',
    },
    {
      ...year,
      policyNumber: 'CAR-2026-0004',
      customerExternalRef: 'DEMO-4',
      line: 'motor',
      plan: '营运货车综合险',
      perils: motor,
      sumInsured: { amount: 100_000_000, currency: 'CNY' },
      premium: { amount: 1_280_000, currency: 'CNY' },
      premiumFrequency: 'yearly',
    },
  ];
}
