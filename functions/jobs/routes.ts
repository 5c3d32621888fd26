import * as z from 'zod';
import { routeTable } from '../platform/http/route.ts';
import { jobView } from './job-schemas.ts';
import { reporters } from './job-view.ts';

export const routes = routeTable([
  {
    operationId: 'getJob',
    method: 'GET',
    path: '/v1/jobs/{jobId}',
    function: 'jobs-api',
    who: reporters,
    summary: {
      en: 'A job that the caller has asked for: how far it is, and its result',
      'zh-CN': '查询本人发起的作业：进度及结果',
    },
    params: z.object({ jobId: z.string().max(64) }),
    responses: { 200: { description: { en: 'The job', 'zh-CN': '作业' }, body: jobView } },
  },
]);
