import type { ExportFormat, LoudnessTarget } from '#contract';
import type { ExportRequest } from '../export-page/exporter.ts';
import { framesOf, rateOf, song12, song12Lossless, song15 } from '../support/corpus.ts';
import type { ExportApp } from '../support/export-app.ts';
import { encodeMs, mixMs } from '../support/ffmpeg-peer.ts';
import { copyMs } from '../support/copy-peer.ts';
import { loadText, median, rowOf, type Row } from '../support/results.ts';

const lengthFrames = framesOf(song12);
const bytesPerFrame = 4;
const wav: ExportFormat = { kind: 'wav', bits: 16 };
const mp3: ExportFormat = { kind: 'mp3', quality: '192' };
const flac: ExportFormat = { kind: 'flac', bits: 16 };
const one: ExportRequest = {
  ...{ title: song12.title, lengthFrames, sampleRate: rateOf(song12) },
  ...{ mixes: 'one', format: wav, loudness: null },
};
/** So near to what the mix has that its highest peaks are limited. */
const loud: LoudnessTarget = { integratedLufs: -14, ceilingDb: -3 };

/** Milliseconds that our encoders take for one stem, without any mixing. */
export type EncodersAlone = { readonly mp3: number; readonly flac: number };

export async function encodersAlone(app: ExportApp, times: number): Promise<EncodersAlone> {
  const alone = async (format: ExportFormat): Promise<number> => {
    const taken: number[] = [];
    for (let time = 0; time < times; time += 1) taken.push(await app.encode({ title: song12Lossless.title, format }));
    say(`the encoder alone, ${format.kind}`, median(taken));
    return median(taken);
  };
  return { mp3: await alone(mp3), flac: await alone(flac) };
}

/**
 * What exports of the 12-stem song take, until the files are in place, as parts of what ffmpeg takes for the same work with the
 * same files right after; to MP3 and FLAC, as parts of the mix alone or our encoder alone, whichever takes longer, with ffmpeg's
 * encoder beside it. `times`: how often each is done; the median counts.
 */
export async function exportRows(
  app: ExportApp,
  stems: readonly string[],
  lossless: string,
  alone: EncodersAlone,
  times: number,
): Promise<readonly Row[]> {
  // The first time pays for what is compiled.
  await app.export({ ...one, lengthFrames: lengthFrames / 8 });
  const ours = async (what: string, change: Partial<ExportRequest>): Promise<number> => {
    const taken: number[] = [];
    let limited = 0;
    for (let time = 0; time < times; time += 1) {
      const { ms, limitedDb } = await app.export({ ...one, ...change });
      taken.push(ms);
      limited = limitedDb;
    }
    say(`${what}, limited by ${limited.toFixed(1)} dB`, median(taken));
    return median(taken);
  };
  const theirs = async (what: string, take: () => Promise<number>): Promise<number> => {
    const taken: number[] = [];
    for (let time = 0; time < times; time += 1) taken.push(await take());
    say(`ffmpeg, ${what}`, median(taken));
    return median(taken);
  };
  const mix = await ours('one mix', {});
  const peer = await theirs('one mix', () => mixMs(stems));
  const variants = await ours('12 mixes minus one', { mixes: 'minus' });
  const copied = await copyMs(stems.length, lengthFrames * bytesPerFrame);
  say('cp and sync of 12 files', copied);
  const levelled = await ours('one mix at -14 LUFS', { loudness: loud });
  const asMp3 = await ours('one mix as MP3', { format: mp3 });
  const asFlac = await ours('one mix as FLAC', { format: flac });
  const mp3Peer = await theirs('MP3 alone', () => encodeMs(lossless, 'mp3'));
  const flacPeer = await theirs('FLAC alone', () => encodeMs(lossless, 'flac'));
  const ffmpeg = (name: string, value: number) => ({ name: `ffmpeg ${name}`, value: value / 1000 });
  return [
    rowOf('exportMix', mix / peer, 'x', '<= 0.5', ffmpeg('amix, s', peer)),
    rowOf('variants', variants / mix, 'x', '<= 2.5'),
    rowOf('variantsPeer', variants / (12 * peer), 'x', '<= 0.1', ffmpeg('12 times amix, s', 12 * peer)),
    rowOf('variantsOverCopy', variants / copied, 'x', null, {
      name: 'cp and sync of as much, s',
      value: copied / 1000,
    }),
    rowOf('exportLoud', levelled / mix, 'x', '<= 1.25'),
    rowOf('exportMp3', asMp3 / Math.max(mix, alone.mp3), 'x', '<= 1.15', ffmpeg('libmp3lame, s', mp3Peer)),
    rowOf('exportFlac', asFlac / Math.max(mix, alone.flac), 'x', '<= 1.15', ffmpeg('flac, s', flacPeer)),
  ];
}

/** What an export takes from the rest: memory, with the most and longest stems, and the speakers' peace. */
export async function exportCostRows(app: ExportApp): Promise<readonly Row[]> {
  const peakMB = await app.peakMBOf({ ...one, title: song15.title, lengthFrames: framesOf(song15) });
  console.log(`  15 stems of ten minutes: peak ${peakMB.toFixed(0)} MB (${loadText()})`);
  const dropouts = await app.underrunsBeside(song12.title, one);
  console.log(`  beside a song that plays: ${String(dropouts)} dropouts (${loadText()})`);
  return [rowOf('exportRss15', peakMB, 'MB', '<= 400'), rowOf('exportUnderruns', dropouts, 'pages', '= 0')];
}

const say = (what: string, ms: number): void => {
  console.log(`  ${what}: ${(ms / 1000).toFixed(2)} s (${loadText()})`);
};
