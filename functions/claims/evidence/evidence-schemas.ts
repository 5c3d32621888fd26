import * as z from 'zod';
import { actor } from '../../platform/record/events.ts';
import { lines, text } from '../../platform/text.ts';
import { described } from '../../platform/wording.ts';
import { claimParams } from '../claim-schemas.ts';
import { documentCodes } from '../letters/labels.ts';
import { contentTypes } from './content-types.ts';

export const announceDocumentBody = z.lazy(() =>
  z
    .strictObject({
      kind: z.enum(documentCodes),
      filename: text(200),
      contentType: z.enum(contentTypes),
    })
    .meta({ id: 'DocumentAnnouncement' }),
);

export const announcedDocument = z.lazy(() =>
  z
    .object({
      documentId: z.string(),
      kind: z.enum(documentCodes),
      status: z.literal('ANNOUNCED'),
      upload: z.object({
        url: z.string().meta({
          ...described({
            en: 'POST a multipart form here: the fields first, the file last',
            'zh-CN': '以 multipart 表单 POST 到此地址：先列各字段，文件放在最后',
          }),
        }),
        fields: z.record(z.string(), z.string()),
        expiresAt: z.iso.datetime(),
        maxBytes: z.int(),
      }),
    })
    .meta({ id: 'AnnouncedDocument' }),
);

export const documentParams = claimParams.extend({ documentId: z.string().min(1).max(100) });

export const documentStatuses = ['ANNOUNCED', 'RECEIVED', 'QUARANTINED', 'REJECTED'] as const;

export const documentView = z.lazy(() =>
  z
    .object({
      documentId: z.string(),
      kind: z.enum(documentCodes),
      status: z.enum(documentStatuses).meta({
        ...described({
          en: 'QUARANTINED: the file is not what its type says, and is not opened. REJECTED: the copy cannot be used. Neither counts as received',
          'zh-CN':
            'QUARANTINED：文件内容与其类型不符，已隔离，不能打开。REJECTED：该份材料无法使用。两者均视为尚未提交',
        }),
      }),
      filename: z.string(),
      contentType: z.string().meta({ ...described({ en: 'As it was announced', 'zh-CN': '上传时申报的类型' }) }),
      detectedType: z
        .string()
        .optional()
        .meta({
          ...described({
            en: 'As its content tells; absent where that tells nothing',
            'zh-CN': '根据文件内容识别的类型；无法识别时为空',
          }),
        }),
      size: z
        .int()
        .optional()
        .meta({ ...described({ en: 'Bytes', 'zh-CN': '字节数' }) }),
      sha256: z.string().optional(),
      announcedAt: z.iso.datetime(),
      announcedBy: actor.optional(),
      sentBy: z.enum(['customer', 'staff']),
      receivedAt: z.iso.datetime().optional(),
      rejection: z.object({ reason: z.string(), at: z.iso.datetime() }).optional(),
      earlierUploads: z
        .int()
        .optional()
        .meta({
          ...described({
            en: 'For staff: how many files came by the same form before; this one, the newest, has replaced them',
            'zh-CN': '仅供内部查阅：此前通过同一上传地址提交的文件数，已由最新文件替换',
          }),
        }),
      laterUploads: z
        .int()
        .optional()
        .meta({
          ...described({
            en: 'For staff: how many files came by the same form later and replace nothing: they are not what they say, or the copy was rejected before',
            'zh-CN':
              '仅供内部查阅：此后通过同一上传地址提交但未替换原文件的文件数（内容与类型不符，或该份材料此前已被退回）',
          }),
        }),
      version: z.int(),
    })
    .meta({ id: 'Document' }),
);

export const downloadView = z.lazy(() =>
  z
    .object({
      documentId: z.string(),
      url: z.string().meta({
        ...described({
          en: 'GET the file here, without a token; good for two minutes, and for this file only',
          'zh-CN': '在此地址以 GET 下载文件，无须令牌；两分钟内有效，且仅限该文件',
        }),
      }),
      expiresAt: z.iso.datetime(),
      filename: z.string(),
      contentType: z.enum(contentTypes),
      size: z.int(),
      sha256: z.string(),
    })
    .meta({ id: 'DocumentDownload' }),
);

export const rejectionBody = z.lazy(() =>
  z
    .strictObject({
      reason: lines(1000).meta({
        ...described({ en: 'The customer is told it', 'zh-CN': '将告知客户' }),
        example: '照片模糊，无法辨认车牌号',
      }),
    })
    .meta({ id: 'DocumentRejection' }),
);
