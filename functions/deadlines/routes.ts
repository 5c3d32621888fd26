import * as z from 'zod';
import { jobView } from '../jobs/job-schemas.ts';
import { reporters } from '../jobs/job-view.ts';
import { pageOf } from '../platform/http/cursor.ts';
import { routeTable } from '../platform/http/route.ts';
import { staffRoles } from '../roles.ts';
import { deadlineQuery, deadlineView, explanationView, extensionRequest } from './deadline-schemas.ts';
import { replayRequest } from './replays/replay-schemas.ts';
import { shadowBreachView, shadowQuery } from './shadow/shadow-schemas.ts';

const params = z.object({ deadlineId: z.string().max(200) });
const shown = { function: 'deadlines-api', who: ['customer', ...staffRoles] } as const;

export const routes = routeTable([
  {
    operationId: 'listDeadlines',
    method: 'GET',
    path: '/v1/deadlines',
    ...shown,
    summary: {
      en: 'The clocks of a case, or the open ones of a branch, first due first; customers see those of their own cases',
      'zh-CN': '查询案件的各项期限，或机构的未结期限（按届满时间排序）；客户可查询本人案件的期限',
    },
    query: deadlineQuery,
    responses: {
      200: { description: { en: 'A page of deadlines', 'zh-CN': '一页期限' }, body: pageOf(deadlineView) },
    },
    accessLog: true,
  },
  {
    operationId: 'getDeadline',
    method: 'GET',
    path: '/v1/deadlines/{deadlineId}',
    ...shown,
    summary: { en: 'A deadline', 'zh-CN': '查询期限' },
    params,
    responses: { 200: { description: { en: 'The deadline', 'zh-CN': '期限' }, body: deadlineView } },
    accessLog: true,
  },
  {
    operationId: 'explainDeadline',
    method: 'GET',
    path: '/v1/deadlines/{deadlineId}/explanation',
    ...shown,
    summary: {
      en: 'Why a deadline is on that day: each day counted or skipped, each pause with its proof, the source',
      'zh-CN': '说明期限的计算依据：逐日列明是否计入及原因、每次暂停及其证明、法律出处',
    },
    params,
    responses: { 200: { description: { en: 'The explanation', 'zh-CN': '计算说明' }, body: explanationView } },
    accessLog: true,
  },
  {
    operationId: 'extendDeadline',
    method: 'POST',
    path: '/v1/deadlines/{deadlineId}/extension',
    function: 'deadlines-api',
    who: staffRoles,
    summary: {
      en: 'Extends a deadline where its rule knows an extension, by the role that the rule names; the customer is told',
      'zh-CN': '按规则规定延长期限，由规则指定的角色批准，并告知客户',
    },
    params,
    body: extensionRequest,
    responses: { 200: { description: { en: 'The deadline', 'zh-CN': '期限' }, body: deadlineView } },
  },
  {
    operationId: 'replayDeadlines',
    method: 'POST',
    path: '/v1/deadlines/replays',
    function: 'deadlines-api',
    who: reporters,
    summary: {
      en: 'Asks which stored cases would have missed which clocks, had a rule pack been in force; a job of head office that changes nothing',
      'zh-CN': '回溯测算：假如某规则包当时已适用，哪些已存案件的哪些期限会逾期；由总部发起的作业，不改变任何案件',
    },
    body: replayRequest,
    responses: {
      202: {
        description: { en: 'The job, where `Location` says', 'zh-CN': '作业已受理，地址见 Location' },
        body: jobView,
      },
    },
  },
  {
    operationId: 'listShadowBreaches',
    method: 'GET',
    path: '/v1/shadow/{pack}/breaches',
    function: 'deadlines-api',
    who: ['ops', 'admin'],
    summary: {
      en: 'The clocks of a pack that runs in the shadow which were due on a day and missed, first due first',
      'zh-CN': '查询影子运行的规则包在某日届满且逾期的期限（按届满时间排序）',
    },
    params: z.object({ pack: z.string().max(40) }),
    query: shadowQuery,
    responses: {
      200: { description: { en: 'A page of breaches', 'zh-CN': '一页逾期记录' }, body: pageOf(shadowBreachView) },
    },
  },
]);
