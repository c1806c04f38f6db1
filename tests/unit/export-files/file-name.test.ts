import { describe, expect, it } from 'vitest';
import { completedPath } from '../../../electron/main/export/find-places.ts';
import { cutToBytes, nameKey, numberedName, safeFileName, utf8Bytes } from '#contract';

describe('a file name', () => {
  it.each([
    ['Night Drive - Vocals.wav', 'Night Drive - Vocals.wav'],
    ['AC/DC: Back\\In<Black>.wav', 'ACDC BackInBlack.wav'],
    ['../../etc/passwd', 'etcpasswd'],
    ['a\u0000b\u202ec.wav', 'abc.wav'],
    ['trailing dots....', 'trailing dots'],
    ['  spaces   in  it .wav', 'spaces in it.wav'],
    ['CON', '_CON'],
    ['con.wav', '_con.wav'],
    ['LPT1.wav', '_LPT1.wav'],
    ['Concert.wav', 'Concert.wav'],
    ['Night Drive.stem.mp4', 'Night Drive.stem.mp4'],
    ['e\u0301tude.wav', '\u00e9tude.wav'],
    ['', 'Untitled'],
    ['...', 'Untitled'],
    ['???.wav', 'Untitled.wav'],
    ['.wav', 'Untitled.wav'],
    ['\ud800x.wav', '\ufffdx.wav'],
    ['夜のドライブ.flac', '夜のドライブ.flac'],
  ])('%j becomes %j', (text, name) => {
    expect(safeFileName(text)).toBe(name);
    expect(safeFileName(name)).toBe(name);
  });

  it('is cut to 120 bytes between characters, and keeps its ending', () => {
    const name = safeFileName(`${'夜'.repeat(200)}.flac`);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(120);
    expect(name).toMatch(/^夜+\.flac$/);
    expect(safeFileName(`${'夜'.repeat(200)}.stem.mp4`)).toMatch(/^夜+\.stem\.mp4$/);
    expect(safeFileName(`${'👩‍👩‍👧'.repeat(50)}.wav`)).toMatch(/^(👩‍👩‍👧)+\.wav$/u);
  });

  it('has a number before its ending, and none after a title with a dot', () => {
    expect(numberedName('Mix.wav', 2)).toBe('Mix (2).wav');
    expect(numberedName('Mix.stem.mp4', 2)).toBe('Mix (2).stem.mp4');
    expect(numberedName('Night Drive', 3)).toBe('Night Drive (3)');
    expect(numberedName('Mix (2).wav', 3)).toBe('Mix (3).wav');
    expect(numberedName('Live (1999).wav', 2)).toBe('Live (1999) (2).wav');
    expect(numberedName('take.v2.wav', 2)).toBe('take.v2 (2).wav');
    expect(numberedName('Vol. 2 of it', 2)).toBe('Vol. 2 of it (2)');
  });

  it('that was typed gets the ending that was offered, whatever it has behind a dot', () => {
    expect(completedPath('/a/Mix', 'Song.wav')).toBe('/a/Mix.wav');
    expect(completedPath('/a/Mix.WAV', 'Song.wav')).toBe('/a/Mix.WAV');
    expect(completedPath('/a/Vol. 2', 'Song.wav')).toBe('/a/Vol. 2.wav');
    expect(completedPath('/a/9.45am mix', 'Song.wav')).toBe('/a/9.45am mix.wav');
    expect(completedPath('/a/take.v2', 'Song.flac')).toBe('/a/take.v2.flac');
    expect(completedPath('/a/Mix.mp3', 'Song.wav')).toBe('/a/Mix.mp3.wav');
    expect(completedPath('/a/.wav', 'Song.wav')).toBe('/a/.wav.wav');
    expect(completedPath('/a/Mix', 'Song.stem.mp4')).toBe('/a/Mix.stem.mp4');
    expect(completedPath('/a/Mix.mp4', 'Song.stem.mp4')).toBe('/a/Mix.stem.mp4');
    expect(completedPath('/a/Mix.stem.mp4', 'Song.stem.mp4')).toBe('/a/Mix.stem.mp4');
  });

  it('is the same for a disk that tells neither capitals nor compositions apart', () => {
    expect(nameKey('E\u0301tude.WAV')).toBe(nameKey('\u00e9tude.wav'));
    expect(nameKey('Mix.wav')).not.toBe(nameKey('Mix (2).wav'));
  });

  it('is measured in bytes as disks measure it', () => {
    for (const text of ['', 'abc', 'é', '夜', '😀', 'a\u0301']) expect(utf8Bytes(text)).toBe(Buffer.byteLength(text));
    expect(cutToBytes('夜夜夜', 8)).toBe('夜夜');
  });
});
