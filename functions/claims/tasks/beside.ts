import * as z from 'zod';
import { described } from '../../platform/wording.ts';
import { type ClaimWorld, claimSummary } from '../claim.ts';
import { type ClaimSettings, claimSettings } from '../claim-settings.ts';
import { claimStatuses } from '../claim-type.ts';
import type { ArrivedDocument, EvidenceDocument } from '../evidence/document.ts';
import { documentCodes } from '../letters/labels.ts';
import { othersOf, whyBeside } from '../rules/others.ts';

const otherClaim = claimSummary
  .extend({
    claimId: z.string(),
    reference: z.string(),
    status: z.enum(claimStatuses),
    reportedAt: z.iso.datetime().optional(),
    why: z.array(z.enum(whyBeside)).optional(),
  })
  .meta({ id: 'OtherClaim' });

const uploadedDocument = z
  .object({
    documentId: z.string(),
    kind: z.enum(documentCodes),
    status: z.enum(['RECEIVED', 'REJECTED', 'QUARANTINED']),
    filename: z.string(),
    contentType: z.string().meta({ ...described({ en: 'As it was announced', 'zh-CN': '上传时申报的类型' }) }),
    detectedType: z
      .string()
      .optional()
      .meta({ ...described({ en: 'As its content tells', 'zh-CN': '根据文件内容识别的类型' }) }),
    size: z.int().meta({ ...described({ en: 'Bytes', 'zh-CN': '字节数' }) }),
    sha256: z.string().optional(),
    uploadedAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'UploadedDocument' });

/** What stands beside every task in which money or a doubt is decided, as it was when the task was opened. Tasks of before have none of it. */
export const beside = z.object({
  otherClaims: z
    .array(otherClaim)
    .optional()
    .meta({
      ...described({
        en: 'Other claims: those about the same object or person whose loss is not far from this one, the latest loss first, then those of the same policy',
        'zh-CN': '其他案件：先列同一标的或被保险人近期的案件（出险时间最近的在前），再列同一保单的案件',
      }),
    }),
  otherClaimsFound: z
    .int()
    .optional()
    .meta({
      ...described({
        en: 'How many there are, of which the first are listed; those of the policy are counted up to a limit',
        'zh-CN': '其他案件总数，仅列出前若干件；同一保单的案件计数设有上限',
      }),
    }),
  documents: z
    .array(uploadedDocument)
    .optional()
    .meta({
      ...described({
        en: 'The files that came, the last first; as they are now: listDocuments',
        'zh-CN': '已上传的文件，最新在前；当前状态请查询 listDocuments',
      }),
    }),
  documentsFound: z
    .int()
    .optional()
    .meta({
      ...described({
        en: 'How many files came, of which the last are listed',
        'zh-CN': '已上传文件总数，仅列出最近的若干份',
      }),
    }),
});

/** What stands beside a task that is opened now, cut to what its item has room for; how many there are of each is told whole. */
export function besideOf(
  world: Pick<ClaimWorld, 'it' | 'reads'>,
  { besideTasks }: Pick<ClaimSettings, 'besideTasks'> = claimSettings,
): z.input<typeof beside> {
  const others = othersOf(world);
  const uploaded = world.reads.documents.filter(hasArrived).map(uploadOf).sort(lastFirst);
  return {
    otherClaims: others.slice(0, besideTasks.otherClaims),
    otherClaimsFound: others.length,
    documents: uploaded.slice(0, besideTasks.documents),
    documentsFound: uploaded.length,
  };
}

function hasArrived(document: EvidenceDocument): document is ArrivedDocument {
  return document.status !== 'ANNOUNCED';
}

function uploadOf(document: ArrivedDocument): z.input<typeof uploadedDocument> {
  const { documentId, kind, status, filename, contentType, detectedType, size, sha256, receivedAt } = document;
  return { documentId, kind, status, filename, contentType, detectedType, size, sha256, uploadedAt: receivedAt };
}

/** Those of before times of arrival were kept come last. */
function lastFirst(one: { uploadedAt?: string | undefined }, other: { uploadedAt?: string | undefined }): number {
  return (other.uploadedAt ?? '').localeCompare(one.uploadedAt ?? '');
}
