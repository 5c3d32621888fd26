import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { acceptedAs } from '../../../../functions/claims/evidence/content-types.ts';
import { examine } from '../../../../functions/claims/evidence/examination.ts';
import { zipOf } from '../../../support/zip.ts';

const hex = (digits: string) => Buffer.from(digits.replaceAll(' ', ''), 'hex');
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const jpeg = hex('ffd8ffe0 0010 4a46494600 0101 00 0001 0001 0000');
const png = hex('89504e470d0a1a0a 0000000d 49484452 00000001 00000001 0806000000 1f15c489 0000000d 49444154');

/** What comes, in chunks of a size. */
async function* chunksOf(content: Buffer, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}
const typeOf = async (content: Buffer) => (await examine(chunksOf(content, 4096))).detectedType;

describe('the type of a file is told by its content', () => {
  test.each<[string, Buffer, string]>([
    ['a JPEG', jpeg, 'image/jpeg'],
    ['a PNG', png, 'image/png'],
    ['a WEBP', latin1('RIFF\x24\0\0\0WEBPVP8 '), 'image/webp'],
    ['a photo of an iPhone', latin1('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), 'image/heic'],
    ['a burst of an iPhone', latin1('\0\0\0\x18ftyphevc\0\0\0\0msf1hevc'), 'image/heic'],
    ['a HEIF', latin1('\0\0\0\x18ftypmif1\0\0\0\0mif1heic'), 'image/heif'],
    ['a video of an iPhone', latin1('\0\0\0\x14ftypqt  \0\0\0\0qt  '), 'video/quicktime'],
    ['a video of a camera', latin1('\0\0\0\x08wide\0\0\0\0mdat'), 'video/quicktime'],
    ['a video of Android', latin1('\0\0\0\x18ftypisom\0\0\0\0mp42isom'), 'video/mp4'],
    ['an MP4', latin1('\0\0\0\x18ftypmp42\0\0\0\0mp42isom'), 'video/mp4'],
    ['an M4V', latin1('\0\0\0\x18ftypM4V \0\0\0\0M4V isom'), 'video/mp4'],
    ['a PDF', latin1('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'), 'application/pdf'],
    ['a PDF after blank lines', latin1('\r\n\r\n%PDF-1.4\n'), 'application/pdf'],
    ['an OFD', zipOf(['OFD.xml', 'Doc_0/Document.xml']), 'application/ofd'],
    ['an OFD whose OFD.xml comes last', zipOf(['Doc_0/Document.xml', 'OFD.xml']), 'application/ofd'],
    [
      'an OFD of many pages',
      zipOf([...Array.from({ length: 500 }, (_, n) => `Doc_0/${n}.xml`), 'OFD.xml']),
      'application/ofd',
    ],
    ['a zip', zipOf(['a.txt']), 'application/zip'],
    ['a zip with OFD.xml deeper', zipOf(['a/OFD.xml']), 'application/zip'],
    ['a zip that holds the letters OFD.xml', zipOf(['a.txt'], 'OFD.xml'), 'application/zip'],
    ['a zip that is cut', zipOf(['OFD.xml']).subarray(0, 40), 'application/zip'],
    ['a program of Windows', latin1('MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0'), 'application/x-msdownload'],
    ['a program of Linux', latin1('\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0'), 'application/x-elf'],
    ['a program of macOS', hex('cffaedfe07000001'), 'application/x-mach-binary'],
    [
      'an SVG with its XML declaration',
      latin1('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
      'application/xml',
    ],
    ['a GIF', latin1('GIF89a\x01\0\x01\0'), 'image/gif'],
    ['a document of Word 97', hex('d0cf11e0a1b11ae1'), 'application/x-cfb'],
  ])('%s', async (_, content, expected) => {
    expect(await typeOf(content)).toBe(expected);
  });

  test.each<[string, Buffer]>([
    ['a page', latin1('<!DOCTYPE html><html><script>alert(1)</script>')],
    ['a page with a PDF in it', latin1('<html>\n%PDF-1.7')],
    ['an SVG', latin1('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
    ['a script', latin1('#!/bin/sh\nrm -rf /\n')],
    ['text', Buffer.from('车牌号')],
    ['nothing', Buffer.alloc(0)],
    ['a single byte', hex('ff')],
    ['a JPEG cut after two bytes', jpeg.subarray(0, 2)],
    ['a PNG cut after its signature', png.subarray(0, 8)],
  ])('%s tells none', async (_, content) => {
    expect(await typeOf(content)).toBeUndefined();
  });
});

describe('a file that says it is a JPEG', () => {
  test.each<[string, Buffer, string | undefined]>([
    ['and is one', jpeg, 'image/jpeg'],
    [
      'and is one with a page behind its head, which nobody shows as a page',
      Buffer.concat([jpeg, latin1('<html>')]),
      'image/jpeg',
    ],
    ['and is a PNG', png, 'image/png'],
    ['and is a page', latin1('<html>'), undefined],
    ['and is an SVG', latin1('<svg xmlns="http://www.w3.org/2000/svg"/>'), undefined],
    ['and is a program', latin1('MZ\x90\0\x03\0\0\0'), undefined],
    ['and is a zip', zipOf(['a.txt']), undefined],
    ['and is a video', latin1('\0\0\0\x18ftypmp42\0\0\0\0mp42isom'), undefined],
  ])('%s', async (_, content, expected) => {
    expect(acceptedAs('image/jpeg', await typeOf(content))).toBe(expected);
  });
});

describe('the digest of a file', () => {
  // FIPS 180-2, appendix B, and the well-known one of nothing.
  test.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
    ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ])('of %.10s is SHA-256', async (text, sha256) => {
    expect(await examine(chunksOf(Buffer.from(text), 1000))).toMatchObject({ sha256, size: text.length });
  });

  test('is the same whatever the chunks, as is the type', async () => {
    const content = Buffer.concat([zipOf(['OFD.xml'], 'x'.repeat(400_000))]);
    const sha256 = createHash('sha256').update(content).digest('hex');
    for (const size of [1_000, 65_536, 300_000, 1_000_000])
      expect(await examine(chunksOf(content, size))).toEqual({
        size: content.length,
        sha256,
        detectedType: 'application/ofd',
      });
  });
});
