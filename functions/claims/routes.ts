import * as z from 'zod';
import { paymentView } from '../payments/payment-view.ts';
import { pageOf, paging } from '../platform/http/cursor.ts';
import { routeTable } from '../platform/http/route.ts';
import { claimStaff } from './claim-roles.ts';
import {
  acceptanceBody,
  claimParams,
  claimQuery,
  claimView,
  disputeBody,
  noteBody,
  reportClaimBody,
  timelineEvent,
  withdrawalBody,
} from './claim-schemas.ts';
import { evidenceRoutes } from './evidence/routes.ts';

const claim = { description: { en: 'The claim', 'zh-CN': '理赔案件' }, body: claimView };
const page = z.strictObject(paging);
const readers = ['customer', ...claimStaff, 'surveyor', 'complaints-officer', 'complaints-manager', 'ops'] as const;

export const routes = routeTable([
  {
    operationId: 'reportClaim',
    method: 'POST',
    path: '/v1/claims',
    function: 'claims-api',
    who: ['customer', ...claimStaff, 'integration'],
    summary: { en: 'Report a loss', 'zh-CN': '报案' },
    body: reportClaimBody,
    responses: {
      200: {
        description: { en: 'This loss was reported before: its claim', 'zh-CN': '该事故此前已报案：返回原案件' },
        body: claimView,
      },
      201: { description: { en: 'A new claim', 'zh-CN': '新的理赔案件' }, body: claimView },
    },
  },
  {
    operationId: 'searchClaims',
    method: 'GET',
    path: '/v1/claims',
    function: 'claims-api',
    who: [...claimStaff, 'surveyor', 'complaints-officer', 'complaints-manager', 'ops'],
    accessLog: true,
    summary: {
      en: 'Find claims by reference, policy, or status in a branch',
      'zh-CN': '按报案号、保单号或机构案件状态查询',
    },
    query: claimQuery,
    responses: { 200: { description: { en: 'A page of claims', 'zh-CN': '一页理赔案件' }, body: pageOf(claimView) } },
  },
  {
    operationId: 'noteOnClaim',
    method: 'POST',
    path: '/v1/claims/{claimId}/notes',
    function: 'claims-api',
    who: [...claimStaff, 'surveyor'],
    summary: {
      en: 'Note something on a claim, for staff or told to the customer',
      'zh-CN': '添加案件备注（内部或告知客户）',
    },
    params: claimParams,
    body: noteBody,
    responses: { 200: claim },
  },
  {
    operationId: 'getClaim',
    method: 'GET',
    path: '/v1/claims/{claimId}',
    function: 'claims-api',
    who: readers,
    accessLog: true,
    summary: { en: 'A claim', 'zh-CN': '查询理赔案件' },
    params: claimParams,
    responses: { 200: claim },
  },
  {
    operationId: 'listClaims',
    method: 'GET',
    path: '/v1/customers/{customerId}/claims',
    function: 'claims-api',
    who: readers,
    accessLog: true,
    summary: { en: "A customer's claims, newest first", 'zh-CN': '查询客户的理赔案件' },
    params: z.object({ customerId: z.string().min(1).max(100) }),
    query: page,
    responses: { 200: { description: { en: 'A page of claims', 'zh-CN': '一页理赔案件' }, body: pageOf(claimView) } },
  },
  {
    operationId: 'getTimeline',
    method: 'GET',
    path: '/v1/claims/{claimId}/timeline',
    function: 'claims-api',
    who: readers,
    accessLog: true,
    summary: { en: 'What happened to a claim, and who did it', 'zh-CN': '查询案件进程' },
    params: claimParams,
    query: page,
    responses: {
      200: {
        description: { en: 'A page of events, oldest first', 'zh-CN': '一页事件，按时间先后排序' },
        body: pageOf(timelineEvent),
      },
    },
  },
  {
    operationId: 'listPayments',
    method: 'GET',
    path: '/v1/claims/{claimId}/payments',
    function: 'claims-api',
    who: claimStaff,
    accessLog: true,
    summary: {
      en: 'What was ordered for a claim, and what became of it, newest first',
      'zh-CN': '查询案件的付款指令及结果（最新在前）',
    },
    params: claimParams,
    query: page,
    responses: { 200: { description: { en: 'A page of orders', 'zh-CN': '一页付款指令' }, body: pageOf(paymentView) } },
  },
  ...evidenceRoutes,
  {
    operationId: 'withdrawClaim',
    method: 'POST',
    path: '/v1/claims/{claimId}/withdrawal',
    function: 'claims-api',
    who: ['customer', ...claimStaff],
    summary: { en: 'Withdraw a claim', 'zh-CN': '撤回理赔申请' },
    params: claimParams,
    body: withdrawalBody,
    responses: { 200: claim },
  },
  {
    operationId: 'acceptOffer',
    method: 'POST',
    path: '/v1/claims/{claimId}/acceptance',
    function: 'claims-api',
    who: ['customer'],
    summary: { en: 'Agree to the amount offered', 'zh-CN': '同意赔付金额' },
    params: claimParams,
    body: acceptanceBody,
    responses: { 200: claim },
  },
  {
    operationId: 'disputeOffer',
    method: 'POST',
    path: '/v1/claims/{claimId}/dispute',
    function: 'claims-api',
    who: ['customer'],
    summary: { en: 'Disagree with the amount offered', 'zh-CN': '对赔付金额提出异议' },
    params: claimParams,
    body: disputeBody,
    responses: { 200: claim },
  },
]);
