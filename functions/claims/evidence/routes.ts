import { routeTable } from '../../platform/http/route.ts';
import { claimStaff } from '../claim-roles.ts';
import { claimParams } from '../claim-schemas.ts';
import { announceDocumentBody, announcedDocument } from './evidence-schemas.ts';

export const evidenceRoutes = routeTable([
  {
    operationId: 'announceDocument',
    method: 'POST',
    path: '/v1/claims/{claimId}/documents',
    function: 'claims-api',
    who: ['customer', ...claimStaff, 'surveyor'],
    summary: { en: 'Get a signed upload for a document', 'zh-CN': '获取材料上传地址' },
    params: claimParams,
    body: announceDocumentBody,
    responses: { 201: { description: { en: 'Where to upload it', 'zh-CN': '上传地址' }, body: announcedDocument } },
  },
]);
