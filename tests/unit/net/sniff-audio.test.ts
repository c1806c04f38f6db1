import { describe, expect, it } from 'vitest';
import { foreignFormat, sniffAudio } from '../../../electron/contract/index.ts';
import { parseContentRange } from '../../../electron/main/net/fetch-file.ts';

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
    ['\x00\x00\x00\x20ftypqt  ', 'm4a'],
    ['\x00\x00\x00\x20ftypisom', 'm4a'],
    ['\x00\x00\x00\x08wide\x00\x00\x40\x00mdat', 'm4a'],
    ['\x00\x00\x40\x00moov\x00\x00\x00\x6cmvhd', 'm4a'],
    ['BW64\xff\xff\xff\xffWAVE', 'wav'],
    ['RIFX\x00\x00\x00\x00WAVE', 'wav'],
    ['FORM\x00\x00\x10\x00AIFF', 'aiff'],
    ['FORM\x00\x00\x10\x00AIFC', 'aiff'],
    ['caff\x00\x01\x00\x00desc', 'caf'],
    ['riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdb\x04\xc1\x00\x00', 'w64'],
    ['.snd\x00\x00\x00\x18', 'au'],
    ['\xff\xf1\x50\x80\x02\x1f\xfc', 'aac'],
    ['\xff\xf9\x50\x80\x02\x1f\xfc', 'aac'],
    ['\x1a\x45\xdf\xa3\x9f\x42\x86\x81', 'webm'],
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
    '\x00\x00\x00\x18ftypcrx ',
    '\x00\x00\x00\x18ftypheic',
    '\x00\x00\x00\x18ftypavif',
    '\x00\x00\x00\x18ftypmif1',
    'FORM\x00\x00\x10\x00ILBM',
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

describe('the name of sound that cannot be played', () => {
  it.each([
    ['\x30\x26\xb2\x75\x8e\x66\xcf\x11', 'WMA'],
    ['\x0b\x77\x12\x34\x1c\x40', 'AC-3'],
    ['\x0b\x77\x12\x34\x1c\x80', 'E-AC-3'],
    ['MAC \x96\x0f', "Monkey's Audio"],
    ['wvpk\x00\x10', 'WavPack'],
    ['DSD \x1c', 'DSD'],
    ['FRM8\x00\x00\x00\x00\x00\x10\x00\x00DSD ', 'DSD'],
    ['MThd\x00\x00\x00\x06', 'MIDI'],
    ['\xff\xfd\x94\x00', 'MP2'],
    ['\xff\xf5\x94\x00', 'MP2'],
    ['\xff\xff\x94\x00', 'MP1'],
    ['\xff\xfb\x00\x00', 'free-format MP3'],
    ['\x7f\xfe\x80\x01', 'DTS'],
    ['MP+\x07', 'Musepack'],
    ['RIFF\x00\x00\x00\x00AVI ', 'an AVI film'],
    ['\x00\x00\x00\x18ftypaax ', 'Audible'],
  ])('%j is %s', (head, name) => {
    expect(foreignFormat(bytes(head))).toBe(name);
  });

  it.each([
    '',
    'Lyrics, a plain text',
    '\xff\xfeL\x00y\x00r\x00i\x00c\x00s\x00',
    '\xff\xff\xff\xff\xff',
    '\xff\xd8\xff\xe0',
    '\x89PNG\r\n',
    '\x00\x00\x00\x18ftypheic',
    '<!DOCTYPE html>',
    'PK\x03\x04',
    'fLaC',
    'ID3\x04\x00',
  ])('%j has none', (head) => {
    expect(foreignFormat(bytes(head))).toBeNull();
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
