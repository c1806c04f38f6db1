import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PaidService } from '../../fakes/paid-service.ts';
import { buyTwelve, purchaseRig } from '../../fakes/purchase-rig.ts';
import { RecordInfoServer } from '../../fakes/record-info-server.ts';
import { mp3Bytes } from '../../unit/library/rig.ts';
import { tally } from '../tally.ts';
import { bundled, runKilled } from './killed-child.ts';

let folder = '';
let program = '';
let song = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stemroom-purchase-kills-'));
  program = await bundled('purchase-child', folder);
  song = join(folder, 'Ferry.mp3');
  await writeFile(song, mp3Bytes(200_000));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let homes = 0;

/** Runs the purchase up to a step; then starts again, as the user would, and presses the button once more. Gives the steps passed. */
async function killedAt(step: number, hasNewerDoor: boolean): Promise<readonly string[]> {
  const server = await RecordInfoServer.start();
  const service = new PaidService(server, { stems: () => ({ vocalUrl: `${server.origin}/v.mp3` }), hasNewerDoor });
  const home = join(folder, `home-${String((homes += 1))}`);
  await mkdir(home);
  const never = 2 ** 31 - 1;
  const words = await runKilled(program, [home, server.origin, server.key, song, String(step)], never);
  const where = `killed ${words.at(-1) ?? ''}`;
  const sold = service.separations.length;
  expect(sold, where).toBeLessThanOrEqual(1);

  const rig = purchaseRig({ home, origin: server.origin, key: server.key });
  expect((await rig.store.opened()).ok).toBe(true);
  await rig.purchases.start();
  const listed = await rig.ledger.list();
  const lines = listed.ok ? listed.value : [];
  expect(lines.length, where).toBeLessThanOrEqual(1);
  const [line] = lines;
  // What was sold is in the ledger, and what the ledger says was bought was sold.
  if (sold === 1) expect(['bought', 'uncertain'], where).toContain(line?.outcome.state);
  if (line !== undefined) expect(line.balanceBefore, where).toBe(100);
  if (line?.outcome.state === 'bought') {
    expect(line.outcome.taskId, where).toBe(service.separations[0]?.taskId);
    const songs = rig.library.taskSessions().map(({ origin }) => (origin.from === 'task' ? origin.taskId : ''));
    expect(songs, where).toEqual([line.outcome.taskId]);
  }

  const chosen = await rig.files.choose(song);
  if (!chosen.ok) throw new Error(chosen.failure.kind);
  const again = await buyTwelve(rig, chosen.value);
  const expected = line === undefined ? 'ok' : 'alreadyBought';
  expect(again.ok ? 'ok' : again.failure.kind, where).toBe(expected);
  expect(service.separations.length, where).toBe(line === undefined ? 1 : sold);
  expect(service.credits, where).toBe(100 - 50 * service.separations.length);
  await server.close();
  return words;
}

/** The steps, counted from 1, that `which` chooses by their names. */
async function killAtEach(hasNewerDoor: boolean, which: RegExp): Promise<number> {
  const names = await killedAt(0, hasNewerDoor);
  expect(names.at(-1)).toBe('bought');
  const steps = names.flatMap((name, at) => (which.test(name) ? [at + 1] : []));
  for (const step of steps) {
    // The same steps every time, or some were never killed at.
    expect((await killedAt(step, hasNewerDoor)).join()).toBe(names.slice(0, step).join());
  }
  return steps.length;
}

it('a purchase killed at each of its steps is paid once at most, and the ledger is true afterwards', async (context) => {
  const kills = await killAtEach(true, /./);
  expect(kills).toBeGreaterThan(30);
  tally(context, { kills });
}, 240_000);

it('so it is at the older door, when the newer one is gone', async (context) => {
  const kills = await killAtEach(false, /^(before|after) sending to .*(createTask|generate)$/);
  expect(kills).toBe(4);
  tally(context, { kills });
}, 120_000);
