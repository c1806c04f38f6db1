import type { ExportRequest } from '../export-page/exporter.ts';
import {
  corpusFolder,
  framesOf,
  type OtherFormat,
  otherFormats,
  rateOf,
  song12In,
  stemsOf,
} from '../support/corpus.ts';
import type { ExportApp } from '../support/export-app.ts';
import { mixMs } from '../support/ffmpeg-peer.ts';
import { loadText, median, rowOf, type Row } from '../support/results.ts';

const goals: Readonly<Record<OtherFormat, string>> = {
  ...{ wav: '<= 0.6', flac: '<= 0.7' },
  ...{ m4a: '<= 1', ogg: '<= 0.8', opus: '<= 0.8' },
};

const mixOf = (format: OtherFormat): ExportRequest => {
  const song = song12In(format);
  const place = { title: song.title, lengthFrames: framesOf(song), sampleRate: rateOf(song) };
  return { ...place, mixes: 'one', format: { kind: 'wav', bits: 16 }, loudness: null };
};

/**
 * Mixes of twelve stems in formats other than MP3, in the window, as parts of what ffmpeg takes for the same work right after; and twelve
 * versions from FLAC. `times`: how often each is done; the median counts.
 */
export async function formatExportRows(app: ExportApp, times: number): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const format of otherFormats) {
    const song = song12In(format);
    await app.provide(song, 'lent');
    const stems = await stemsOf(corpusFolder, song);
    const mix = mixOf(format);
    // The first time pays for what is compiled.
    await app.export({ ...mix, lengthFrames: mix.lengthFrames / 8 });
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let time = 0; time < times; time += 1) {
      ours.push((await app.export(mix)).ms);
      theirs.push(await mixMs(stems));
    }
    const peer = median(theirs);
    say(`from ${format}`, median(ours), peer);
    const seconds = (name: string, ms: number) => ({ name: `ffmpeg ${name}, s`, value: ms / 1000 });
    rows.push(rowOf(`export from ${format}`, median(ours) / peer, 'x', goals[format], seconds('amix', peer)));
    if (format !== 'flac') continue;
    const versions: number[] = [];
    for (let time = 0; time < times; time += 1) versions.push((await app.export({ ...mix, mixes: 'minus' })).ms);
    say('12 versions from flac', median(versions), 12 * peer);
    const all = seconds('12 times amix', 12 * peer);
    rows.push(rowOf('versions from flac', median(versions) / (12 * peer), 'x', '<= 0.15', all));
  }
  return rows;
}

const say = (what: string, ours: number, theirs: number): void => {
  const seconds = [ours, theirs].map((ms) => (ms / 1000).toFixed(2));
  console.log(`  ${what}: ${seconds[0] ?? ''} s, ffmpeg ${seconds[1] ?? ''} s (${loadText()})`);
};
