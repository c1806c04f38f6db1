import { describe, expect, it } from 'vitest';
import { sniffAudio } from '../../../electron/contract/index.ts';
import { parseContentRange } from '../../../electron/main/net/content-range.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text.padEnd(16, '\0'), 'latin1');

describe('what the first bytes of a file show', () => {
  it.each([
    ['ID3\x04\x00', 'mp3'],
    ['\xff\xfb\x90\x00', 'mp3'],
    ['\xff\xfa\x90\x00', 'mp3'],
    ['\xff\xf3\x40\x00', 'mp3'],
    ['\xff\xe3\x40\x00', 'mp3'],
    ['RIFF\x00\x00\x00\x00WAVE', 'wav'],
    ['RF64\xff\xff\xff\xffWAVE', 'wav'],
    ['fLaC', 'flac'],
    ['OggS', 'ogg'],
    ['\x00\x00\x00\x20ftypM4A ', 'm4a'],
  ])('%j is %s', (head, container) => {
    expect(sniffAudio(bytes(head))).toBe(container);
  });

  it.each([
    '',
    '<!DOCTYPE html>',
    '{"code":401}',
    'RIFF\x00\x00\x00\x00AVI ',
    '\xff\xd8\xff\xe0',
    '\xff\xf1\x50\x80',
    '\xff\xfb\xf0\x00',
    '\xff\xfb\x00\x00',
    '\xff\xfb\x9c\x00',
    '\xff\xeb\x90\x00',
    'PK\x03\x04',
    '\x7fELF',
  ])('%j is no sound', (head) => {
    expect(sniffAudio(bytes(head))).toBeNull();
  });

  it('does not fall over short files', () => {
    expect([0, 1, 2, 3, 7].map((length) => sniffAudio(new Uint8Array(length)))).toEqual([null, null, null, null, null]);
  });
});

describe('Content-Range', () => {
  it.each([
    ['bytes 5-9/10', { span: { startByte: 5, endByte: 10 }, totalBytes: 10 }],
    ['Bytes 0-0/1', { span: { startByte: 0, endByte: 1 }, totalBytes: 1 }],
    ['bytes 5-9/*', { span: { startByte: 5, endByte: 10 }, totalBytes: null }],
    ['bytes */10', { span: null, totalBytes: 10 }],
    ['bytes 9-5/10', null],
    ['items 5-9/10', null],
    ['bytes 5-/10', null],
    ['', null],
  ])('reads %j', (text, wanted) => {
    expect(parseContentRange(text)).toEqual(wanted);
  });
});
