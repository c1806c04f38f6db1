import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PaidService } from './paid-service.ts';
import { job, pending, ready } from './record-answers.ts';
import { RecordInfoServer } from './record-info-server.ts';

// The service in small, with the demo song under one task of each route, which takes ten seconds, and a wallet to separate it anew. Prints
// where, and ends with its stdin.
type DemoSong = { readonly stems: readonly { readonly file: string; readonly kind: string }[] };

const folder = new URL('../../build/demo-song/rendered/', import.meta.url);
const song = JSON.parse(readFileSync(new URL('song.json', folder), 'utf8')) as DemoSong;
const taskId = '5eed5eed5eed5eed5eed5eed5eed5eed';
const jobTaskId = '10b510b510b510b510b510b510b510b5';
/** The task that generated the song, and the song's id in it. */
const songTaskId = '50f650f650f650f650f650f650f650f6';
const audioId = '376c687e-d439-42c1-b1e4-bcb43b095ec2';
const separatingMs = 10_000;

/** The service's name for a kind: `vocalUrl`, but `drumsUrl`. */
const fieldOf = (kind: string): string => `${kind === 'vocals' ? 'vocal' : kind}Url`;

const server = await RecordInfoServer.start({ key: 'try-stemroom-0000' });

function serveFile(file: string): string {
  const bytes = readFileSync(fileURLToPath(new URL(file, folder)));
  const etag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}"`;
  return server.file(`/s/${file}`, { bytes, etag });
}

const links = Object.fromEntries(song.stems.map(({ file, kind }) => [fieldOf(kind), serveFile(file)]));
const link = (kind: string): string => links[fieldOf(kind)] ?? '';

server.task(taskId, (sinceFirstMs) => (sinceFirstMs < separatingMs ? pending(taskId) : ready(taskId, links)));
server.task(
  jobTaskId,
  (sinceFirstMs) =>
    sinceFirstMs < separatingMs
      ? job(jobTaskId, 'generating')
      : job(jobTaskId, 'success', { vocal_separation_info: links }),
  'jobs',
);

/** The demo song stands in for whatever is to be separated. */
function stemsOf(type: string, { stem_name: instrument }: Readonly<Record<string, unknown>>): unknown {
  switch (type) {
    case 'separate_vocal':
      return { vocalUrl: link('vocals'), instrumentalUrl: link('guitar') };
    case 'split_stem_advanced': {
      const half = (url: string): object => ({ stem_type_group_name: instrument, audio_url: url });
      return { originData: [{ extract: half(link('drums')), remove: half(link('guitar')) }] };
    }
    default:
      return links;
  }
}

const words = ['[Verse]\nFerry ', 'lights ', 'on the ', 'water\n', '[Chorus]\nCarry ', 'me ', 'home'];
new PaidService(server, {
  stems: stemsOf,
  taskMs: separatingMs,
  songs: {
    [songTaskId]: [
      {
        id: audioId,
        audioUrl: link('piano'),
        imageUrl: '',
        title: 'Ferry Lights',
        tags: 'folk, slow',
        prompt: 'Ferry lights on the water',
        duration: 78.4,
      },
    ],
  },
  alignedWords: words.map((word, at) => ({ word, success: true, startS: 2 + at, endS: 2.9 + at, palign: 0 })),
});

console.log(JSON.stringify({ base: server.origin, taskId, jobTaskId, songTaskId, audioId, key: server.key }));
process.stdin.on('end', () => void server.close());
process.stdin.resume();
