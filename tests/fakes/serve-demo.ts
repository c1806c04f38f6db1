import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { job, pending, ready } from './record-answers.ts';
import { RecordInfoServer } from './record-info-server.ts';

// The service in small, with the demo song under one task of each route, which takes ten seconds. Prints where, and ends with its stdin.
type DemoSong = { readonly stems: readonly { readonly file: string; readonly kind: string }[] };

const folder = new URL('../../build/demo-song/rendered/', import.meta.url);
const song = JSON.parse(readFileSync(new URL('song.json', folder), 'utf8')) as DemoSong;
const taskId = '5eed5eed5eed5eed5eed5eed5eed5eed';
const jobTaskId = '10b510b510b510b510b510b510b510b5';
const separatingMs = 10_000;

/** The service's name for a kind: `vocalUrl`, but `drumsUrl`. */
const fieldOf = (kind: string): string => `${kind === 'vocals' ? 'vocal' : kind}Url`;

const server = await RecordInfoServer.start({ key: 'try-stemroom-0000' });
const links = Object.fromEntries(
  song.stems.map(({ file, kind }) => {
    const bytes = readFileSync(fileURLToPath(new URL(file, folder)));
    const etag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}"`;
    return [fieldOf(kind), server.file(`/s/${file}`, { bytes, etag })];
  }),
);
server.task(taskId, (sinceFirstMs) => (sinceFirstMs < separatingMs ? pending(taskId) : ready(taskId, links)));
server.task(
  jobTaskId,
  (sinceFirstMs) =>
    sinceFirstMs < separatingMs
      ? job(jobTaskId, 'generating')
      : job(jobTaskId, 'success', { vocal_separation_info: links }),
  'jobs',
);

console.log(JSON.stringify({ base: server.origin, taskId, jobTaskId, key: server.key }));
process.stdin.on('end', () => void server.close());
process.stdin.resume();
