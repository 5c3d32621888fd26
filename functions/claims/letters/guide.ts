import { guides } from './guides/guide.ts';
import { documentLabels } from './labels.ts';
import type { ClaimLetter } from './models.ts';

/** 索赔指导: what to do, to keep and to send, by the cause of the loss. It goes by email alone: no text message has room for it. */
export const claimGuide: ClaimLetter<'claim-guide'> = {
  class: 'service',
  'zh-CN': {
    letter({ reference, cause }) {
      const { documents, 'zh-CN': guide } = guides[cause];
      return {
        subject: `索赔指导：${guide.about}（报案号 ${reference}）`,
        preheader: '现在要做什么、请保留什么、通常需要哪些材料。',
        blocks: [
          `您的报案（报案号 ${reference}）已登记。以下内容供您处理${guide.about}时参考，请先看现在需要做的事。`,
          '现在请您：',
          { list: guide.now },
          '请妥善保留：',
          { list: guide.keep },
          '通常需要下列材料，与您的险种无关的无需提供：',
          { list: documents.map((code) => documentLabels[code]['zh-CN']) },
          '如何提交：请在我们的网站或应用中打开该案件，上传照片、视频、PDF 或 OFD 文件，也可以交给理赔人员。请保留原件，以备核对。',
          '如材料不完整，我们会按照《中华人民共和国保险法》第二十二条，及时一次性通知您补充。',
          '是否属于保险责任以及赔付金额，以核定结果为准。',
        ],
      };
    },
  },
  en: {
    letter({ reference, cause }) {
      const { documents, en: guide } = guides[cause];
      return {
        subject: `What to do about ${guide.about}: your claim ${reference}`,
        preheader: 'What to do now, what to keep, and which documents are usually needed.',
        blocks: [
          `We have registered your claim ${reference}. This guide is about ${guide.about}; please begin with what is to be done now.`,
          'Please do now:',
          { list: guide.now },
          'Please keep:',
          { list: guide.keep },
          'These documents are usually needed, as far as they have to do with your insurance:',
          { list: documents.map((code) => documentLabels[code].en) },
          'How to send them: open your claim on our website or in our app and upload photos, videos, PDF or OFD files, or give them to your handler. Please keep the originals.',
          'If something is missing, we ask for it once and all together, as Article 22 of the Insurance Law of the PRC requires.',
          'Whether the loss is covered, and what is paid, we tell you when we have assessed it.',
        ],
      };
    },
  },
};
