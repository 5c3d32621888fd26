import * as z from 'zod';
import { pageOf } from '../platform/http/cursor.ts';
import { routeTable } from '../platform/http/route.ts';
import { deciders } from './kinds.ts';
import {
  assignmentBody,
  callBody,
  decisionBody,
  queuesQuery,
  queueView,
  taskParams,
  taskQuery,
  taskView,
} from './task-schemas.ts';

const staff = ['service-rep', ...deciders, 'ops', 'admin'] as const;
const forStaff = { function: 'tasks-api', who: staff } as const;
const task = { description: { en: 'The task', 'zh-CN': '任务' }, body: taskView };

export const routes = routeTable([
  {
    operationId: 'listTasks',
    method: 'GET',
    path: '/v1/tasks',
    ...forStaff,
    summary: { en: 'A queue, first due first', 'zh-CN': '查询任务队列（按到期时间排序）' },
    query: taskQuery,
    responses: { 200: { description: { en: 'A page of tasks', 'zh-CN': '一页任务' }, body: pageOf(taskView) } },
  },
  {
    operationId: 'listQueues',
    method: 'GET',
    path: '/v1/queues',
    ...forStaff,
    summary: {
      en: 'The queues of your roles, with how much lies there and what is due first',
      'zh-CN': '查询本人各队列的任务数量与最紧急任务',
    },
    query: queuesQuery,
    responses: {
      200: {
        description: { en: 'The queues', 'zh-CN': '各队列' },
        body: z.object({ items: z.array(queueView) }),
      },
    },
  },
  {
    operationId: 'getTask',
    method: 'GET',
    path: '/v1/tasks/{taskId}',
    ...forStaff,
    summary: { en: 'A task', 'zh-CN': '查询任务' },
    params: taskParams,
    responses: { 200: task },
  },
  {
    operationId: 'assignTask',
    method: 'POST',
    path: '/v1/tasks/{taskId}/assignment',
    function: 'tasks-api',
    who: [...deciders, 'admin'],
    summary: { en: 'Take a task on, or give it to somebody', 'zh-CN': '领取或分派任务' },
    params: taskParams,
    body: assignmentBody,
    responses: { 200: task },
  },
  {
    operationId: 'releaseTask',
    method: 'POST',
    path: '/v1/tasks/{taskId}/release',
    function: 'tasks-api',
    who: [...deciders, 'admin'],
    summary: { en: 'Give a task back to its queue', 'zh-CN': '退回任务至队列' },
    params: taskParams,
    body: z.strictObject({}).prefault({}),
    responses: { 200: task },
  },
  {
    operationId: 'noteCall',
    method: 'POST',
    path: '/v1/tasks/{taskId}/calls',
    function: 'tasks-api',
    who: deciders,
    summary: {
      en: 'Note that you have called the customer, who answered or not; it stands on the timeline of the case',
      'zh-CN': '登记一次致电客户（无论是否接通），记入案件时间线',
    },
    params: taskParams,
    body: callBody,
    responses: { 200: task },
  },
  {
    operationId: 'decideTask',
    method: 'POST',
    path: '/v1/tasks/{taskId}/decision',
    function: 'tasks-api',
    who: deciders,
    summary: { en: 'Decide a task; the workflow goes on', 'zh-CN': '提交任务处理结果，流程继续' },
    params: taskParams,
    body: decisionBody,
    responses: { 200: task },
  },
]);
