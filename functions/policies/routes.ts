import * as z from 'zod';
import { customerParams } from '../customers/customer-schemas.ts';
import { bulkOf, bulkResult } from '../platform/http/bulk-schemas.ts';
import { pageOf, paging } from '../platform/http/cursor.ts';
import { routeTable } from '../platform/http/route.ts';
import { deskStaff, fieldStaff } from '../roles.ts';
import { newPolicy, policyParams, policyPatch, policyTermView, policyView } from './policy-schemas.ts';

const api = 'policies-api';
const readers = ['customer', ...deskStaff, ...fieldStaff, 'integration', 'admin'] as const;

const keepers = ['agent', 'service-rep', 'integration', 'admin'] as const;
const posted = { method: 'POST', function: api } as const;

export const routes = routeTable([
  {
    operationId: 'issuePolicy',
    path: '/v1/policies',
    ...posted,
    who: keepers,
    summary: { en: 'Take on a policy of the core system', 'zh-CN': '录入保单' },
    body: newPolicy,
    responses: { 201: { description: { en: 'The policy', 'zh-CN': '保单' }, body: policyView } },
  },
  {
    operationId: 'loadPolicies',
    path: '/v1/policies/batch',
    ...posted,
    who: ['integration', 'admin'],
    summary: { en: 'Load up to 100 policies, row by row', 'zh-CN': '批量导入保单（每次最多 100 行）' },
    body: bulkOf({ en: 'NewPolicy, found again by its policyNumber', 'zh-CN': 'NewPolicy，以 policyNumber 识别' }),
    responses: {
      200: { description: { en: 'What became of each row', 'zh-CN': '每一行的处理结果' }, body: bulkResult },
    },
  },
  {
    operationId: 'getPolicy',
    method: 'GET',
    path: '/v1/policies/{policyNumber}',
    function: api,
    who: readers,
    accessLog: true,
    summary: { en: 'Read a policy', 'zh-CN': '查询保单' },
    params: policyParams,
    responses: { 200: { description: { en: 'The policy', 'zh-CN': '保单' }, body: policyView } },
  },
  {
    operationId: 'patchPolicy',
    method: 'PATCH',
    path: '/v1/policies/{policyNumber}',
    function: api,
    who: keepers,
    summary: { en: 'Correct a term of a policy, or open its next', 'zh-CN': '更正保单的保险期间，或开启下一期' },
    params: policyParams,
    body: policyPatch,
    responses: {
      200: {
        description: { en: 'The term after the change', 'zh-CN': '变更后的保险期间' },
        body: policyView,
      },
    },
  },
  {
    operationId: 'listPolicyTerms',
    method: 'GET',
    path: '/v1/policies/{policyNumber}/terms',
    function: api,
    who: readers,
    accessLog: true,
    summary: { en: "List a policy's terms, latest first", 'zh-CN': '查询保单的各保险期间（最新在前）' },
    params: policyParams,
    query: z.object(paging),
    responses: {
      200: { description: { en: 'A page of terms', 'zh-CN': '一页保险期间' }, body: pageOf(policyTermView) },
    },
  },
  {
    operationId: 'listPoliciesOfCustomer',
    method: 'GET',
    path: '/v1/customers/{customerId}/policies',
    function: api,
    who: readers,
    accessLog: true,
    summary: { en: "List a customer's policies, newest first", 'zh-CN': '查询客户的保单（最新在前）' },
    params: customerParams,
    query: z.object(paging),
    responses: { 200: { description: { en: 'A page of policies', 'zh-CN': '一页保单' }, body: pageOf(policyView) } },
  },
]);
