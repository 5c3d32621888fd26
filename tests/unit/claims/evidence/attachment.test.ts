import { describe, expect, test } from '@jest/globals';
import { attachment, safeName } from '../../../../functions/claims/evidence/attachment.ts';

describe('the name that a document is saved under', () => {
  test.each([
    ['照片.jpg', '照片.jpg'],
    ['IMG_0001.HEIC', 'IMG_0001.jpg'],
    ['invoice.pdf.exe', 'invoice_pdf.jpg'],
    ['../../etc/passwd', 'passwd.jpg'],
    ['C:\\temp\\发票 (1).png', '发票 (1).jpg'],
    ['a"; filename="b.html', 'a_ filename_b.jpg'],
    ['a\r\nSet-Cookie: x', 'a_Set-Cookie_ x.jpg'],
    ['.htaccess', 'document.jpg'],
    ['--help.jpg', 'help.jpg'],
    ['。。。.jpg', 'document.jpg'],
    ['照'.repeat(200), `${'照'.repeat(100)}.jpg`],
  ])('%j is %j', (filename, expected) => {
    expect(safeName(filename, 'image/jpeg')).toBe(expected);
  });

  test('has the extension of its content', () => {
    expect(safeName('a.jpg', 'video/quicktime')).toBe('a.mov');
    expect(safeName('a.jpg', 'application/ofd')).toBe('a.ofd');
  });

  test('is told in full, and in ASCII for who does not know better', () => {
    expect(attachment("维修 (it's).pdf")).toBe(
      `attachment; filename="_ (it's).pdf"; filename*=UTF-8''%E7%BB%B4%E4%BF%AE%20%28it%27s%29.pdf`,
    );
  });
});
