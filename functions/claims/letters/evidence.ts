import { facts } from '../../notifications/letters/letter.ts';
import { linesOf } from '../../notifications/letters/plain-text.ts';
import { documentLabels } from './labels.ts';
import type { ClaimLetter } from './models.ts';

/** A file that is not what it says: for the customer's safety and ours nobody opens it. */
export const claimDocumentQuarantined: ClaimLetter<'claim-document-quarantined'> = {
  class: 'service',
  'zh-CN': {
    letter: ({ reference, document, filename }) => ({
      subject: `请重新上传理赔材料（报案号 ${reference}）`,
      preheader: `您上传的${documentLabels[document]['zh-CN']}未能接收。`,
      blocks: [
        '您为以下案件上传的文件未能接收：',
        facts(['报案号', reference], ['材料', documentLabels[document]['zh-CN']], ['文件名', filename]),
        '该文件的内容与其文件类型不符，无法识别为照片、视频或文档。出于安全考虑，我们未打开该文件，该项材料视为尚未提交。',
        '请重新拍摄或扫描后上传。可上传的格式：JPEG、PNG、HEIC、WEBP 图片，PDF、OFD 文件，MOV、MP4 视频。如有疑问，请与我们联系。',
      ],
    }),
    sms: ({ reference, document }) =>
      `您为案件${reference}上传的${documentLabels[document]['zh-CN']}未能接收：文件内容与类型不符，视为尚未提交。请重新拍摄或扫描后上传照片、PDF、OFD或视频文件。`,
  },
  en: {
    letter: ({ reference, document, filename }) => ({
      subject: `Please send a document again: claim ${reference}`,
      preheader: `We could not accept the file that you sent as ${documentLabels[document].en}.`,
      blocks: [
        'We could not accept a file that you sent us for your claim:',
        facts(['Claim reference', reference], ['Document', documentLabels[document].en], ['File', filename]),
        'Its content is not what its type says: it is no photo, video or document that we can read. For safety we have not opened it, and it counts as not sent.',
        'Please take the photo or scan the document anew and send it again. We take JPEG, PNG, HEIC and WEBP pictures, PDF and OFD files, and MOV and MP4 videos. If you have questions, please contact us.',
      ],
    }),
    sms: ({ reference, document }) =>
      `Claim ${reference}: we could not accept your file (${documentLabels[document].en}): its content is not what its type says, and it counts as not sent. Please send a photo, PDF, OFD or video file.`,
  },
};

/**
 * A copy that cannot be used. It is no request for further proofs, which Insurance Law art. 22 wants made once: the same document
 * was asked for, or sent, before. A text message may be cut, so what was typed stands last.
 */
export const claimDocumentRejected: ClaimLetter<'claim-document-rejected'> = {
  class: 'service',
  'zh-CN': {
    letter: ({ reference, document, filename, reason }) => ({
      subject: `请重新提供理赔材料（报案号 ${reference}）`,
      preheader: `您提供的${documentLabels[document]['zh-CN']}无法使用。`,
      blocks: [
        '您为以下案件提供的材料无法使用，请重新提供：',
        facts(['报案号', reference], ['材料', documentLabels[document]['zh-CN']], ['文件名', filename]),
        '原因如下：',
        ...linesOf(reason),
        '本通知仅请您重新提供上述同一份材料，并非要求补充其他材料。如确实无法重新提供，请与我们联系，共同商定其他证明方式。',
      ],
    }),
    sms: ({ reference, document, reason }) =>
      `您为案件${reference}提供的${documentLabels[document]['zh-CN']}无法使用，请重新提供同一份材料。原因：${reason}`,
  },
  en: {
    letter: ({ reference, document, filename, reason }) => ({
      subject: `Please send a document again: claim ${reference}`,
      preheader: `We cannot use the copy that you sent as ${documentLabels[document].en}.`,
      blocks: [
        'We cannot use a copy that you sent us for your claim, and ask you to send it again:',
        facts(['Claim reference', reference], ['Document', documentLabels[document].en], ['File', filename]),
        'This is why:',
        ...linesOf(reason),
        'We ask for a better copy of the same document only, and for nothing else. If you cannot send it again, please contact us and we will find another way of proof.',
      ],
    }),
    sms: ({ reference, document, reason }) =>
      `Claim ${reference}: we cannot use your copy (${documentLabels[document].en}). Please send the same document again. Reason: ${reason}`,
  },
};
