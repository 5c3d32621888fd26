import { pageOf } from '../platform/http/cursor.ts';
import { routeTable } from '../platform/http/route.ts';
import type { Wording } from '../platform/wording.ts';
import {
  execution,
  executionParams,
  executionQuery,
  executionSummary,
  orderBody,
  ordered,
} from './execution-schemas.ts';

/** What ops order of an execution is recorded on its case first. */
const order = {
  method: 'POST',
  function: 'executions-api',
  who: ['ops', 'admin'],
  params: executionParams,
  body: orderBody,
} as const;
const recorded = (description: Wording) => ({ 202: { description, body: ordered } });

export const routes = routeTable([
  {
    operationId: 'listExecutions',
    method: 'GET',
    path: '/v1/executions',
    function: 'executions-api',
    who: ['ops', 'admin'],
    summary: { en: 'Executions of a workflow, newest first', 'zh-CN': '查询流程的执行记录（最新在前）' },
    query: executionQuery,
    responses: {
      200: { description: { en: 'A page of executions', 'zh-CN': '一页流程执行记录' }, body: pageOf(executionSummary) },
    },
  },
  {
    operationId: 'getExecution',
    method: 'GET',
    path: '/v1/executions/{executionName}',
    function: 'executions-api',
    who: ['ops', 'admin'],
    summary: { en: 'An execution, state by state', 'zh-CN': '查询一次执行的各个步骤' },
    params: executionParams,
    responses: { 200: { description: { en: 'The execution', 'zh-CN': '流程执行记录' }, body: execution } },
  },
  {
    operationId: 'stopExecution',
    path: '/v1/executions/{executionName}/stop',
    ...order,
    summary: {
      en: 'Stop an execution; its case stands still until it is restarted',
      'zh-CN': '停止一次执行；重启前案件不再推进',
    },
    responses: recorded({ en: 'It is recorded, and takes effect at once', 'zh-CN': '已记录，随即生效' }),
  },
  {
    operationId: 'restartExecution',
    path: '/v1/executions/{executionName}/restart',
    ...order,
    summary: {
      en: 'Start the workflow of a case anew, where the case stands; one that still runs is stopped',
      'zh-CN': '从案件当前所处环节重新启动流程；仍在运行的执行将被停止',
    },
    responses: recorded({
      en: 'It is recorded; the new execution starts at once',
      'zh-CN': '已记录，新的执行随即启动',
    }),
  },
]);
