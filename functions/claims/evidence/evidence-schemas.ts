import * as z from 'zod';
import { text } from '../../platform/text.ts';
import { described } from '../../platform/wording.ts';
import { documentCodes } from '../letters/labels.ts';
import { contentTypes } from './content-types.ts';

export const announceDocumentBody = z
  .strictObject({
    kind: z.enum(documentCodes),
    filename: text(200),
    contentType: z.enum(contentTypes),
  })
  .meta({ id: 'DocumentAnnouncement' });

export const announcedDocument = z
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
  .meta({ id: 'AnnouncedDocument' });
