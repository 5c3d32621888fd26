import type { FrontPage } from '@careline/sandbox';
import type { Person } from './people.ts';

const person: Person = { role: 'claims-handler' };

/** What the sandbox's front page tells of Careline. */
export const frontPage: FrontPage = {
  name: 'Careline',
  links: [
    { href: '/docs', en: 'API reference', zh: '接口文档' },
    { href: '/openapi.json', en: 'OpenAPI document', zh: 'OpenAPI 文档' },
    { href: '/health', en: 'Health', zh: '健康检查' },
    { href: '/_sandbox/payment-provider/orders', en: 'Orders at the payment provider', zh: '支付指令' },
  ],
  person,
};
