import type { Letter } from '../../notifications/letters/letter.ts';
import type { Cause } from '../../policies/policy.ts';
import { guides } from './guides/guide.ts';
import { documentLabels } from './labels.ts';

type Blocks = Letter['blocks'];

/**
 * 索赔指导: what to do, to keep and to send, by the cause of the loss. It stands in the email of the registration alone: no text
 * message has room for it.
 */
export const guideIn: Readonly<Record<'zh-CN' | 'en', (cause: Cause) => Blocks>> = {
  'zh-CN'(cause) {
    const { documents, 'zh-CN': guide } = guides[cause];
    return [
      `索赔指导：${guide.about}。现在请您：`,
      { list: guide.now },
      '请妥善保留：',
      { list: guide.keep },
      '通常需要下列材料，与您的险种无关的无需提供：',
      { list: documents.map((code) => documentLabels[code]['zh-CN']) },
      '如何提交：请在我们的网站或应用中打开该案件，上传照片、视频、PDF 或 OFD 文件，也可以交给理赔人员。请保留原件，以备核对。',
      '如材料不完整，我们会按照《中华人民共和国保险法》第二十二条，及时一次性通知您补充。',
      '是否属于保险责任以及赔付金额，以核定结果为准。',
    ];
  },
  en(cause) {
    const { documents, en: guide } = guides[cause];
    return [
      `What to do about ${guide.about}. Please do now:`,
      { list: guide.now },
      'Please keep:',
      { list: guide.keep },
      'These documents are usually needed, as far as they have to do with your insurance:',
      { list: documents.map((code) => documentLabels[code].en) },
      'How to send them: open your claim on our website or in our app and upload photos, videos, PDF or OFD files, or give them to your handler. Please keep the originals.',
      'If something is missing, we ask for it once and all together, as Article 22 of the Insurance Law of the PRC requires.',
      'Whether the loss is covered, and what is paid, we tell you when we have assessed it.',
    ];
  },
};
