import * as z from 'zod';
import { pageOf, paging } from '../../platform/http/cursor.ts';
import { routeTable } from '../../platform/http/route.ts';
import { claimStaff, desk } from '../claim-roles.ts';
import { claimParams } from '../claim-schemas.ts';
import {
  announceDocumentBody,
  announcedDocument,
  documentParams,
  documentView,
  downloadView,
  rejectionBody,
} from './evidence-schemas.ts';

const complaints = ['complaints-officer', 'complaints-manager'] as const;

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
  {
    operationId: 'listDocuments',
    method: 'GET',
    path: '/v1/claims/{claimId}/documents',
    function: 'claims-api',
    who: ['customer', ...claimStaff, 'surveyor', ...complaints],
    accessLog: true,
    summary: {
      en: 'The documents of a claim, newest first; a customer sees those that the customer has sent',
      'zh-CN': '查询案件材料（最新在前）；客户仅可查看本人提交的材料',
    },
    params: claimParams,
    query: z.strictObject(paging),
    responses: {
      200: { description: { en: 'A page of documents', 'zh-CN': '一页材料' }, body: pageOf(documentView) },
    },
  },
  {
    operationId: 'openDocument',
    method: 'POST',
    path: '/v1/claims/{claimId}/documents/{documentId}/download',
    function: 'claims-api',
    // Medical records are among them: not for who only sells or administers.
    who: ['customer', 'service-rep', ...desk, 'surveyor', ...complaints],
    summary: {
      en: 'Get a signed download of a document, good for two minutes; that it was opened is recorded',
      'zh-CN': '获取材料下载地址，两分钟内有效；每次查阅均留存记录',
    },
    params: documentParams,
    responses: { 200: { description: { en: 'Where to get it', 'zh-CN': '下载地址' }, body: downloadView } },
  },
  {
    operationId: 'rejectDocument',
    method: 'POST',
    path: '/v1/claims/{claimId}/documents/{documentId}/rejection',
    function: 'claims-api',
    who: desk,
    summary: {
      en: 'Ask for a document again because its copy cannot be used, such as a blurred photo',
      'zh-CN': '材料无法使用（如照片模糊）时，要求重新提供',
    },
    params: documentParams,
    body: rejectionBody,
    responses: { 200: { description: { en: 'The document', 'zh-CN': '该份材料' }, body: documentView } },
  },
]);
