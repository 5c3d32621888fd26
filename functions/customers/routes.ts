import { bulkOf, bulkResult } from '../platform/bulk-schemas.ts';
import { routeTable } from '../platform/route.ts';
import { customerParams, customerPatch, customerView, newCustomer } from './customer-schemas.ts';

const api = 'customers-api';

export const routes = routeTable([
  {
    operationId: 'registerCustomer',
    method: 'POST',
    path: '/v1/customers',
    function: api,
    who: ['agent', 'service-rep', 'integration', 'admin'],
    summary: { en: 'Register a customer', 'zh-CN': '登记客户' },
    body: newCustomer,
    responses: { 201: { description: 'The customer', body: customerView } },
  },
  {
    operationId: 'loadCustomers',
    method: 'POST',
    path: '/v1/customers/batch',
    function: api,
    who: ['integration', 'admin'],
    summary: { en: 'Load up to 100 customers, row by row', 'zh-CN': '批量导入客户（每次最多 100 行）' },
    body: bulkOf('CustomerRow: what POST /v1/customers takes, externalRef required'),
    responses: { 200: { description: 'What became of each row', body: bulkResult } },
  },
  {
    operationId: 'getCustomer',
    method: 'GET',
    path: '/v1/customers/{customerId}',
    function: api,
    who: [
      'customer',
      'agent',
      'service-rep',
      'surveyor',
      'claims-handler',
      'claims-supervisor',
      'complaints-officer',
      'complaints-manager',
      'integration',
      'admin',
    ],
    summary: { en: 'Read a customer', 'zh-CN': '查询客户' },
    params: customerParams,
    responses: { 200: { description: 'The customer', body: customerView } },
  },
  {
    operationId: 'patchCustomer',
    method: 'PATCH',
    path: '/v1/customers/{customerId}',
    function: api,
    who: ['customer', 'agent', 'service-rep', 'integration', 'admin'],
    summary: { en: "Change a customer's contact data", 'zh-CN': '变更客户联系信息' },
    params: customerParams,
    body: customerPatch,
    responses: { 200: { description: 'The customer after the change', body: customerView } },
  },
]);
