import fc from 'fast-check';
import { readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coverOf, hertz, mostCoverBytes, ok, type AudioContainer, type CoverArt, type FileTags } from '#contract';
import { nodeFs, type OpenFile } from '../../../electron/main/disk/fs.ts';
import { embeddedCover } from '../../../electron/main/library/cover/embedded-cover.ts';
import { importSong } from '../../../electron/main/library/import/import-song.ts';
import { Library } from '../../../electron/main/library/library.ts';
import { id3Tag } from '../../../renderer/codecs/mp3/id3.ts';
import { OpusEncoder } from '../../../renderer/codecs/ogg/opus-encoder.ts';
import { jpegBytes, pictureOf, pngBytes } from '../../fixtures/pictures.ts';
import { encodeHere, noiseOf, noTags } from '../codecs/writers/encode-here.ts';
import { mp3Bytes, openLibrary, soundFolder, valueOf } from './rig.ts';

const tags = { ...noTags, artist: 'Ferry', cover: pictureOf(jpegBytes) };
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

/** A disk with one file on it, which counts what is read. */
function diskWith(bytes: Uint8Array) {
  let readBytes = 0;
  const file: OpenFile = {
    read: (into, position) => {
      const part = bytes.subarray(position, position + into.length);
      into.set(part);
      readBytes += part.length;
      return Promise.resolve(part.length);
    },
    write: () => Promise.reject(new Error('read only')),
    byteLength: () => Promise.resolve(bytes.length),
    truncate: () => Promise.reject(new Error('read only')),
    sync: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  return { fs: { ...nodeFs, openFile: () => Promise.resolve(file) }, readBytes: () => readBytes };
}

const coverInside = (bytes: Uint8Array, container: AudioContainer): Promise<CoverArt | null> =>
  embeddedCover(diskWith(bytes).fs, 'song', container);

const writtenContainers = ['mp3', 'flac', 'wav', 'm4a', 'ogg'] as const;
type WrittenContainer = (typeof writtenContainers)[number];

/** A song with these tags in each format that we write. */
async function written(container: WrittenContainer, fileTags: FileTags): Promise<Uint8Array> {
  const sound = noiseOf(132_300);
  switch (container) {
    case 'mp3':
      return (await encodeHere({ kind: 'mp3', quality: '320' }, sound, { tags: fileTags })).bytes;
    case 'flac':
      return (await encodeHere({ kind: 'flac', bits: 24 }, sound, { tags: fileTags })).bytes;
    case 'wav':
      return (await encodeHere({ kind: 'wav', bits: 24 }, sound, { tags: fileTags })).bytes;
    case 'm4a':
      return (await encodeHere({ kind: 'aac', kbps: 256 }, noiseOf(44_100), { tags: fileTags })).bytes;
    case 'ogg':
      return opusWith(fileTags);
  }
}

/** Opus of 30 seconds: the packets, 20 ms of silence each (RFC 6716 section 3.1), are not what is looked at. */
async function opusWith(fileTags: FileTags): Promise<Uint8Array> {
  const packet = new Uint8Array(500);
  packet.set([0xfc, 0xff, 0xfe]);
  const lengthFrames = 30 * 48_000;
  const facts = {
    format: { kind: 'opus', kbps: 128 },
    sampleRate: hertz(48_000),
    lengthFrames,
    tags: fileTags,
  } as const;
  let bytes = new Uint8Array(0);
  const put = (offset: number, piece: Uint8Array) => {
    bytes = Uint8Array.from(Buffer.concat([bytes.subarray(0, offset), piece]));
    return Promise.resolve(ok());
  };
  const encoder = valueOf(
    await OpusEncoder.open(128, facts, put, (_kbps, onPacket) =>
      Promise.resolve({
        encode: () => {
          onPacket(packet, 312);
          return Promise.resolve();
        },
        finish: () => Promise.resolve(),
      }),
    ),
  );
  const silence = new Float64Array(lengthFrames);
  valueOf(await encoder.encode(silence, silence, lengthFrames));
  valueOf(await encoder.finish());
  return bytes;
}

/** A picture of 300 kB, so that it fills pages of Ogg. */
const large = pictureOf(Uint8Array.from({ length: 300_000 }, (_, at) => jpegBytes[at] ?? (at * at * 31) & 0xff));

describe('a picture in tags', () => {
  it.each(writtenContainers)('of %s is found, and the sound is not read', async (container) => {
    const bytes = await written(container, { ...tags, cover: large });
    const disk = diskWith(bytes);
    const cover = await embeddedCover(disk.fs, 'song', container);
    expect(cover !== null && large.bytes.every((byte, at) => cover.bytes[at] === byte)).toBe(true);
    expect(cover?.bytes.length).toBe(large.bytes.length);
    expect(bytes.length).toBeGreaterThan(330_000);
    // In Ogg it is in base64.
    expect(disk.readBytes()).toBeLessThan(Math.min(bytes.length - 10_000, 600_000));
  });

  it.each(writtenContainers)('of %s is not there when there is none', async (container) => {
    expect(await coverInside(await written(container, noTags), container)).toBeNull();
  });

  it('is found behind text of two bytes a character, and behind one that is not ours', async () => {
    const apic = (type: string, text: readonly number[], picture: Uint8Array): readonly number[] => {
      const content = [1, ...new TextEncoder().encode(type), 0, 3, ...text, 0, 0, ...picture];
      return [...new TextEncoder().encode('APIC'), 0, 0, content.length >> 8, content.length & 0xff, 0, 0, ...content];
    };
    const frames = [
      ...apic('image/gif', [0xff, 0xfe, 0x41, 0], new TextEncoder().encode('GIF89a')),
      ...apic('image/png', [0xff, 0xfe, 0x41, 0], pngBytes),
    ];
    const tag = Uint8Array.of(0x49, 0x44, 0x33, 3, 0, 0, 0, 0, frames.length >> 7, frames.length & 0x7f, ...frames);
    const cover = await coverInside(Buffer.concat([tag, mp3Bytes()]), 'mp3');
    expect([cover?.kind, cover?.bytes]).toEqual(['png', pngBytes]);
  });

  it('that was found before the file breaks off is good', async () => {
    const bytes = await written('flac', tags);
    expect((await coverInside(bytes.subarray(0, 4000), 'flac'))?.bytes).toEqual(jpegBytes);
  });

  it('of a file that says it has more than ours may have is left alone, and takes no memory', async () => {
    const frame = [...new TextEncoder().encode('APIC'), 0x0f, 0xff, 0xff, 0xf0, 0, 0, 0, 0, 0, 0];
    const tag = new Uint8Array(64 * 1024 * 1024);
    tag.set([0x49, 0x44, 0x33, 3, 0, 0, 0x1f, 0x7f, 0x7f, 0x7f, ...frame]);
    const disk = diskWith(tag);
    await expect(embeddedCover(disk.fs, 'song', 'mp3').catch(() => null)).resolves.toBeNull();
    expect(disk.readBytes()).toBeLessThan(2 * mostCoverBytes);
  });

  it('is read to an end whatever the bytes are', async () => {
    const whole: readonly (readonly [AudioContainer, Uint8Array])[] = await Promise.all(
      writtenContainers.map(
        async (container) => [container, (await written(container, tags)).slice(0, 20_000)] as const,
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...whole),
        fc.nat(),
        fc.nat(255),
        fc.nat(),
        async ([container, bytes], at, value, end) => {
          const broken = bytes.slice(0, end % (bytes.length + 1));
          if (broken.length > 0) broken[at % Math.min(broken.length, 400)] = value;
          const cover = await coverInside(broken, container).catch(() => null);
          if (cover !== null) expect(coverOf(cover.bytes)).toEqual(cover);
        },
      ),
      { numRuns: 300 },
    );
  });
});
