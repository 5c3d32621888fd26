import { bulkOf, bulkResult } from '../platform/http/bulk-schemas.ts';
import { pageOf } from '../platform/http/cursor.ts';
import { routeTable } from '../platform/http/route.ts';
import { deskStaff, fieldStaff } from '../roles.ts';
import {
  customerFound,
  customerParams,
  customerPatch,
  customerSearch,
  customerView,
  newCustomer,
} from './customer-schemas.ts';

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
    responses: { 201: { description: { en: 'The customer', 'zh-CN': '客户' }, body: customerView } },
  },
  {
    operationId: 'loadCustomers',
    method: 'POST',
    path: '/v1/customers/batch',
    function: api,
    who: ['integration', 'admin'],
    summary: { en: 'Load up to 100 customers, row by row', 'zh-CN': '批量导入客户（每次最多 100 行）' },
    body: bulkOf({
      en: 'CustomerRow: what POST /v1/customers takes, externalRef required',
      'zh-CN': 'CustomerRow：与 POST /v1/customers 的请求体相同，externalRef 必填',
    }),
    responses: {
      200: { description: { en: 'What became of each row', 'zh-CN': '每一行的处理结果' }, body: bulkResult },
    },
  },
  {
    /** What is searched for is personal data, which a URL would leave in access logs and histories: hence a body. */
    operationId: 'searchCustomers',
    method: 'POST',
    path: '/v1/customers/search',
    function: api,
    who: [...deskStaff, 'ops', 'integration', 'admin'],
    reads: true,
    accessLog: true,
    summary: {
      en: 'Find customers by name, telephone, national id or your own number',
      'zh-CN': '按姓名、电话、证件号码或外部编号查找客户',
    },
    body: customerSearch,
    responses: {
      200: {
        description: {
          en: 'A page of customers, by name or by age of the record',
          'zh-CN': '一页客户，按姓名或建档先后排序',
        },
        body: pageOf(customerFound),
      },
    },
  },
  {
    operationId: 'getCustomer',
    method: 'GET',
    path: '/v1/customers/{customerId}',
    function: api,
    who: ['customer', ...deskStaff, ...fieldStaff, 'integration', 'admin'],
    accessLog: true,
    summary: { en: 'Read a customer', 'zh-CN': '查询客户' },
    params: customerParams,
    responses: { 200: { description: { en: 'The customer', 'zh-CN': '客户' }, body: customerView } },
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
    responses: {
      200: { description: { en: 'The customer after the change', 'zh-CN': '变更后的客户' }, body: customerView },
    },
  },
]);
