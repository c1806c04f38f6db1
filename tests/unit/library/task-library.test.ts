import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { epochMs, explainSkip, failure } from '../../../electron/contract/index.ts';
import { stemIdSchema, taskIdSchema } from '../../../electron/contract/schemas.ts';
import type { Fs } from '../../../electron/main/disk/fs.ts';
import { TaskLibrary } from '../../../electron/main/library/task-library.ts';
import { diskError, kindOf, mp3Bytes, openLibrary, sha256Of, troubledFs, valueOf } from './rig.ts';

const taskId = taskIdSchema.parse('3e63b4cc88d52611159371f6af5571e7');
const vocals = stemIdSchema.parse('vocals');
const drums = stemIdSchema.parse('drums');
const plan = {
  title: 'Night Drive',
  stems: [
    { id: vocals, kind: 'vocals', name: 'Vocals' },
    { id: drums, kind: 'drums', name: 'Drums' },
  ],
  expiresAt: epochMs(99),
  note: null,
} as const;

async function plannedTask(fs?: Fs, folder?: string) {
  const rig = await openLibrary(fs, folder);
  const library = new TaskLibrary(rig.store);
  const { id } = valueOf(await library.createForTask(taskId, 'Task 3e63b4cc'));
  valueOf(await library.setPlan(id, plan));
  const open = async (slot: typeof vocals | 'original' = vocals) => valueOf(await library.openPart(id, slot));
  const stems = () => library.find(id)?.stems ?? [];
  return { ...rig, library, id, open, stems };
}

const expected = (bytes: Uint8Array, etag: string | null = '"a"') =>
  ({ etag, totalBytes: bytes.byteLength, container: 'mp3' }) as const;

describe('a task in the library', () => {
  it('is one song, however often and however fast it is added', async () => {
    const { store, root } = await openLibrary();
    const library = new TaskLibrary(store);
    const added = await Promise.all([1, 2, 3].map(() => library.createForTask(taskId, 'Task')));
    expect(new Set(added.map((one) => valueOf(one).id)).size).toBe(1);
    const again = new TaskLibrary((await openLibrary(undefined, root)).store);
    expect(valueOf(await again.createForTask(taskId, 'Task'))).toEqual(again.findByTask(taskId));
    expect(again.taskSessions()).toHaveLength(1);
  });

  it('takes a plan, and keeps what is saved when the plan comes again', async () => {
    const { library, id, open, stems } = await plannedTask();
    const bytes = mp3Bytes();
    const part = await open();
    valueOf(await part.restart(expected(bytes)));
    valueOf(await part.append(bytes));
    valueOf(await part.commit());
    const fewer = { ...plan, title: null, stems: [{ id: drums, kind: 'drums', name: 'Drums' }] } as const;
    const planned = valueOf(await library.setPlan(id, fewer));
    expect(planned.title).toBe('Night Drive');
    expect(stems().map((stem) => [stem.id, stem.file.state])).toEqual([
      ['drums', 'missing'],
      ['vocals', 'saved'],
    ]);
  });

  it('remembers over a restart which route has the record', async () => {
    const { library, id, root } = await plannedTask();
    expect(library.find(id)?.origin).toMatchObject({ route: null });
    valueOf(await library.setRoute(id, 'jobs'));
    valueOf(await library.setPlan(id, plan));
    const again = new TaskLibrary((await openLibrary(undefined, root)).store);
    expect(again.find(id)?.origin).toMatchObject({ route: 'jobs', expiresAt: 99 });
  });

  it('names what a full song cannot hold, in its note and one by one, and is full only as long as it is', async () => {
    const { library, id, root } = await plannedTask();
    const many = Array.from({ length: 70 }, (_, index) => ({
      id: stemIdSchema.parse(`part-${index}`),
      kind: 'other' as const,
      name: `<b>Part ${index}</b>`,
    }));
    valueOf(await library.setPlan(id, { ...plan, stems: [...plan.stems, ...many] }));
    const again = new TaskLibrary((await openLibrary(undefined, root)).store);
    const full = again.find(id);
    expect(full?.stems).toHaveLength(64);
    expect(full?.skipped.map(({ file }) => file)).toEqual(many.slice(62).map(({ name }) => name));
    expect(full?.skipped.map(explainSkip)[0]).toBe('The service offers more stems than the 64 that a song can hold.');
    expect(full?.origin).toMatchObject({
      note: 'The service offers 72 stems; a song holds 64, so 8 were left out. They are named under "Stems left out" in the song\'s menu.',
    });
    expect(valueOf(await library.setPlan(id, plan))).toMatchObject({ skipped: [], origin: { note: null } });
  });

  it('remembers why a stem is missing, and how far the song is, over a restart', async () => {
    const { library, id, root } = await plannedTask();
    valueOf(await library.setStemFailure(id, drums, failure('linkExpired')));
    const arrival = { state: 'separating', startedAt: epochMs(1), nextCheckAt: epochMs(2) } as const;
    valueOf(await library.setArrival(id, arrival));
    const again = new TaskLibrary((await openLibrary(undefined, root)).store);
    expect(again.findByTask(taskId)?.arrival).toEqual(arrival);
    expect(again.find(id)?.stems[1]?.file).toEqual({ state: 'missing', failure: failure('linkExpired') });
  });

  it('has no part for a stem it does not know', async () => {
    const { library, id } = await plannedTask();
    expect(kindOf(await library.openPart(id, stemIdSchema.parse('kazoo')))).toBe('notFound');
  });
});

describe('a part', () => {
  it('becomes the stem: under its hash, durable, then told', async () => {
    const { open, root, id, notices, stems } = await plannedTask();
    const bytes = mp3Bytes(100_000);
    const part = await open();
    expect(part.resumeFrom()).toBeNull();
    valueOf(await part.restart(expected(bytes)));
    for (let at = 0; at < bytes.length; at += 7000) valueOf(await part.append(bytes.subarray(at, at + 7000)));
    notices.length = 0;
    valueOf(await part.commit());
    const sha256 = sha256Of(bytes);
    expect(stems()[0]?.file).toEqual({ state: 'saved', audio: { sha256, byteLength: 100_000, container: 'mp3' } });
    expect(new Uint8Array(await readFile(join(root, id, 'stems', `${sha256}.mp3`)))).toEqual(bytes);
    expect(notices).toHaveLength(1);
    expect((await readdir(join(root, id))).filter((name) => name.includes('.part'))).toEqual([]);
    expect((await openLibrary(undefined, root)).store.catalogue.find(id)?.stems).toEqual(stems());
  });

  it('fsyncs file and folders before the manifest names it', async () => {
    const steps: string[] = [];
    const fs = troubledFs((operation, path) => void steps.push(`${operation} ${path.split('/').at(-1) ?? ''}`));
    const { open, id } = await plannedTask(fs);
    const bytes = mp3Bytes();
    const part = await open();
    valueOf(await part.restart(expected(bytes)));
    valueOf(await part.append(bytes));
    steps.length = 0;
    valueOf(await part.commit());
    expect(steps.slice(0, 8)).toEqual([
      'sync vocals.part',
      'open read vocals.part',
      `rename ${sha256Of(bytes)}.mp3`,
      'sync folder stems',
      `sync folder ${id}`,
      'read song.json',
      'open create song.json.tmp',
      'write song.json.tmp',
    ]);
  });

  it('goes on after a restart from what was fsynced, with a strong ETag only', async () => {
    const { open, root, id } = await plannedTask();
    const bytes = mp3Bytes(20_000);
    const part = await open();
    valueOf(await part.restart(expected(bytes)));
    valueOf(await part.append(bytes.subarray(0, 12_000)));
    expect(part.resumeFrom()?.offsetBytes).toBe(12_000);
    await part.keep();
    const library = new TaskLibrary((await openLibrary(undefined, root)).store);
    const resumed = valueOf(await library.openPart(id, vocals));
    expect(resumed.resumeFrom()).toEqual({ ...expected(bytes), offsetBytes: 12_000 });
    valueOf(await resumed.append(bytes.subarray(12_000)));
    valueOf(await resumed.commit());
    expect(library.find(id)?.stems[0]?.file).toMatchObject({ audio: { sha256: sha256Of(bytes) } });

    const weak = valueOf(await library.openPart(id, drums));
    valueOf(await weak.restart(expected(bytes, null)));
    valueOf(await weak.append(bytes));
    expect(weak.resumeFrom()).toBeNull();
    await weak.discard();
  });

  it('does not trust bytes after the last fsync when the app was killed', async () => {
    const { open, root, id } = await plannedTask();
    const bytes = mp3Bytes(9 * 1024 * 1024);
    const part = await open();
    valueOf(await part.restart(expected(bytes)));
    for (let at = 0; at < bytes.length; at += 2 ** 20) valueOf(await part.append(bytes.subarray(at, at + 2 ** 20)));
    const library = new TaskLibrary((await openLibrary(undefined, root)).store);
    const resumed = valueOf(await library.openPart(id, vocals));
    expect(resumed.resumeFrom()?.offsetBytes).toBe(8 * 1024 * 1024);
    await resumed.keep();
    await part.discard();
  });

  it('starts over when its progress is unreadable or ahead of its bytes', async () => {
    const { open, root, id } = await plannedTask();
    const part = await open();
    valueOf(await part.restart(expected(mp3Bytes())));
    valueOf(await part.append(mp3Bytes(100)));
    await part.keep();
    await writeFile(join(root, id, 'vocals.part'), 'short');
    const short = await open();
    expect(short.resumeFrom()).toBeNull();
    await short.keep();
    await writeFile(join(root, id, 'vocals.part.json'), 'garbage');
    const unreadable = await open();
    expect(unreadable.resumeFrom()).toBeNull();
    await unreadable.discard();
  });

  it('is never saved when it is shorter than was said', async () => {
    const { open, stems } = await plannedTask();
    const bytes = mp3Bytes();
    const part = await open();
    valueOf(await part.restart({ ...expected(bytes), totalBytes: bytes.length + 1 }));
    valueOf(await part.append(bytes));
    expect(kindOf(await part.commit())).toBe('truncated');
    expect(stems()[0]?.file.state).toBe('missing');
  });

  it('F23 says that the disk is full: before the first byte, and in the middle', async () => {
    const bytes = mp3Bytes();
    let isFull = false;
    const trouble = troubledFs((operation, path) => {
      if (isFull && operation === 'write' && path.endsWith('.part')) throw diskError('ENOSPC');
    });
    let free = 1e12;
    const { open, stems } = await plannedTask({ ...trouble, freeBytes: () => Promise.resolve(free) });
    const part = await open();
    valueOf(await part.restart(expected(bytes)));
    isFull = true;
    expect(kindOf(await part.append(bytes))).toBe('diskFull');
    free = 1000;
    expect(kindOf(await part.restart(expected(bytes)))).toBe('diskFull');
    await part.discard();
    expect(stems()[0]?.file.state).toBe('missing');
  });

  it('keeps the original beside the stems', async () => {
    const { open, library, id } = await plannedTask();
    const bytes = mp3Bytes();
    const part = await open('original');
    valueOf(await part.restart(expected(bytes)));
    valueOf(await part.append(bytes));
    valueOf(await part.commit());
    expect(library.find(id)?.original?.sha256).toBe(sha256Of(bytes));
    expect(library.find(id)?.byteLength).toBe(bytes.length);
  });
});
