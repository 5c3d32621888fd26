import { pageOf } from '../platform/cursor.ts';
import { routeTable } from '../platform/route.ts';
import { execution, executionParams, executionQuery, executionSummary } from './execution-schemas.ts';

export const routes = routeTable([
  {
    operationId: 'listExecutions',
    method: 'GET',
    path: '/v1/executions',
    function: 'executions-api',
    who: ['ops', 'admin'],
    summary: { en: 'Executions of a workflow, newest first', 'zh-CN': '查询流程的执行记录（最新在前）' },
    query: executionQuery,
    responses: { 200: { description: 'A page of executions', body: pageOf(executionSummary) } },
  },
  {
    operationId: 'getExecution',
    method: 'GET',
    path: '/v1/executions/{executionName}',
    function: 'executions-api',
    who: ['ops', 'admin'],
    summary: { en: 'An execution, state by state', 'zh-CN': '查询一次执行的各个步骤' },
    params: executionParams,
    responses: { 200: { description: 'The execution', body: execution } },
  },
]);
