import fc from 'fast-check';
import { readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coverOf, mostCoverBytes } from '#contract';
import { nodeFs } from '../../../electron/main/disk/node-fs.ts';
import { flacCover } from '../../../electron/main/library/cover/flac-cover.ts';
import { id3Cover } from '../../../electron/main/library/cover/id3-cover.ts';
import type { ReadPart } from '../../../electron/main/library/cover/read-part.ts';
import { importSong } from '../../../electron/main/library/import/import-song.ts';
import { Library } from '../../../electron/main/library/library.ts';
import { flacHeader, type StreamInfo } from '../../../renderer/bounce/encoding/flac/flac-header.ts';
import { id3Tag } from '../../../renderer/bounce/encoding/mp3/id3.ts';
import { jpegBytes, pictureOf, pngBytes } from '../../fixtures/pictures.ts';
import { noTags } from '../bounce/encoding/encode-here.ts';
import { mp3Bytes, openLibrary, soundFolder, valueOf } from './rig.ts';

const partsOf =
  (bytes: Uint8Array): ReadPart =>
  (start, length) =>
    Promise.resolve(Uint8Array.from(bytes.subarray(start, start + length)));

const tags = { ...noTags, artist: 'Ferry', cover: pictureOf(jpegBytes) };
const stream: StreamInfo = {
  sampleRate: 44_100,
  bits: 16,
  lengthFrames: 0,
  shortestBlock: 0,
  longestBlock: 0,
  md5: new Uint8Array(16),
};

/** What an import makes of a folder with one stem and these files beside it. */
async function coverOfImport(files: Readonly<Record<string, Uint8Array>>) {
  const { store, root } = await openLibrary();
  const folder = await soundFolder('Song', ['Vocals.mp3']);
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
  const session = valueOf(await importSong(store, [folder]));
  return { session, root, read: await new Library(store).findCover(session.id) };
}

describe('the cover of an imported song', () => {
  it('is the picture that is called so, kept beside the song and found again', async () => {
    const { session, root, read } = await coverOfImport({ 'Folder.JPG': jpegBytes, 'back.jpg': jpegBytes });
    expect(session.cover).toBe('jpeg');
    expect(read?.bytes).toEqual(jpegBytes);
    expect(await readdir(join(root, session.id))).toContain('cover.jpg');
    expect((await openLibrary(undefined, root)).store.catalogue.list()).toEqual([session]);
  });

  it('is the one with the surest name, and what its bytes say', async () => {
    const { session, read } = await coverOfImport({ 'folder.jpg': jpegBytes, 'cover.jpg': pngBytes });
    expect([session.cover, read?.kind]).toEqual(['png', 'png']);
  });

  it('is none when there is no picture of ours', async () => {
    const large = new Uint8Array(mostCoverBytes + 1);
    large.set(jpegBytes);
    const { session, read } = await coverOfImport({
      'cover.jpg': new TextEncoder().encode('<svg/>'),
      'front.png': large,
      'holiday.jpg': jpegBytes,
    });
    expect([session.cover, read]).toEqual([null, null]);
  });

  it('is what a stem carries in its tags when no picture lies there', async () => {
    const tagged = Buffer.concat([id3Tag(tags, null), mp3Bytes()]);
    const { session, read } = await coverOfImport({ 'Drums.mp3': tagged });
    expect([session.cover, read?.bytes]).toEqual(['jpeg', jpegBytes]);
  });

  it('may be put into its folder by hand, but no link is followed', async () => {
    const { session, root } = await coverOfImport({});
    expect(session.cover).toBeNull();
    const path = join(root, session.id, 'cover.png');
    await writeFile(path, pngBytes);
    const { store } = await openLibrary(undefined, root);
    expect(store.catalogue.find(session.id)?.cover).toBe('png');
    expect((await new Library(store).findCover(session.id))?.bytes).toEqual(pngBytes);
    await nodeFs.removeFile(path);
    await symlink('/etc/passwd', path);
    expect(await new Library(store).findCover(session.id)).toBeNull();
  });
});

describe('a picture in tags', () => {
  it('is found in FLAC, and in both kinds of ID3', async () => {
    expect((await flacCover(partsOf(flacHeader(stream, [], tags))))?.bytes).toEqual(jpegBytes);
    expect((await id3Cover(partsOf(id3Tag(tags, null))))?.bytes).toEqual(jpegBytes);
    const wide = [1, ...new TextEncoder().encode('image/png'), 0, 3, 0xff, 0xfe, 0x41, 0, 0, 0, ...pngBytes];
    const frame = [...new TextEncoder().encode('APIC'), 0, 0, 0, wide.length, 0, 0, ...wide];
    const old = Uint8Array.of(0x49, 0x44, 0x33, 3, 0, 0, 0, 0, 0, frame.length, ...frame);
    expect((await id3Cover(partsOf(old)))?.bytes).toEqual(pngBytes);
  });

  it('is not there in tags without one', async () => {
    expect(await flacCover(partsOf(flacHeader(stream, [], noTags)))).toBeNull();
    expect(await id3Cover(partsOf(id3Tag(noTags, null)))).toBeNull();
    expect(await id3Cover(partsOf(mp3Bytes()))).toBeNull();
  });

  it('is read to an end whatever the bytes are', async () => {
    const whole = [id3Tag(tags, null), flacHeader(stream, [], tags)];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...whole), fc.nat(), fc.nat(255), fc.nat(), async (bytes, at, value, end) => {
        const broken = bytes.slice(0, end % (bytes.length + 1));
        if (broken.length > 0) broken[at % Math.min(broken.length, 120)] = value;
        for (const cover of [await id3Cover(partsOf(broken)), await flacCover(partsOf(broken))]) {
          if (cover !== null) expect(coverOf(cover.bytes)).toEqual(cover);
        }
      }),
      { numRuns: 500 },
    );
  });
});
