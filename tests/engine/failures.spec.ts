import { expect } from '@playwright/test';
import type { PlayerNotice, PlayerStem } from '../../renderer/engine/player.ts';
import { test, type Rig } from './harness/fixture.ts';
import { noiseStem, rate } from './harness/stems.ts';

// What fails in one song fails in that song only: devices, workers and decoders that are really made to fail.

const seconds = 6;
const stemsOf = ({ server }: Rig, song: string): readonly PlayerStem[] =>
  [1, 2, 3].map((seed) => noiseStem(server, `${song}-${String(seed)}`, seed, seconds * rate).stem);

type Trouble = { readonly name: 'device' } | { readonly name: 'filler'; readonly at: 'open' | 'setRate' | 'fill' };

/** Opens a song in trouble, then another one without; tells what came of both, and plays the second for a second. */
async function openBoth(rig: Rig, name: string, trouble: Trouble) {
  return rig.page.evaluate(
    async ([bad, good, what]) => {
      const { createPlayer, flatMix, urlOf, until, refuseDevices, killFillersAt } = globalThis.harness;
      const mixOf = (stems: readonly PlayerStem[]) => flatMix(stems.map(({ id }) => id));
      if (what.name === 'device') refuseDevices(true);
      else killFillersAt(what.at);
      const player = await createPlayer({ pagePoolMiB: 64, hasSafetyLimiter: true, urlOf });
      const notices: PlayerNotice[] = [];
      player.onNotice((notice) => notices.push(notice));
      const first = await player.open(bad, mixOf(bad));
      // A worker may die after it has answered.
      const lost = () => new Set(notices.flatMap((one) => (one.about === 'stemProblem' ? [one.problem.stemId] : [])));
      if (first.ok) await until(() => lost().size + first.value.problems.length >= bad.length);
      refuseDevices(false);
      killFillersAt(null);
      const second = await player.open(good, mixOf(good));
      const started = await player.play();
      await until(() => player.playhead() > 44_100);
      const dropouts = player.dropouts();
      await player.dispose();
      return {
        first: first.ok ? null : first.failure,
        problems: first.ok ? first.value.problems : [],
        second: second.ok ? second.value.problems : second.failure,
        started,
        dropouts,
      };
    },
    [stemsOf(rig, `${name}-bad`), stemsOf(rig, `${name}-good`), trouble] as const,
  );
}

test('a device that refuses one song plays the next', async ({ rig }) => {
  const { first, second, started } = await openBoth(rig, 'device', { name: 'device' });
  expect(first).toMatchObject({ kind: 'noAudioDevice' });
  expect(first?.detail).not.toBe('');
  expect(second).toEqual([]);
  expect(started).toMatchObject({ ok: true });
});

test('a device that is lost while dropouts make way for it pauses the song, and Play finds the next', async ({
  rig,
}) => {
  const seen = await rig.page.evaluate(
    async ([stems]) => {
      const { createPlayer, flatMix, urlOf, until, valueOf, loseDevicesAtOnce, latestDevice } = globalThis.harness;
      const player = await createPlayer({ pagePoolMiB: 64, hasSafetyLimiter: true, urlOf });
      const troubles: string[] = [];
      player.onNotice((notice) => {
        if (notice.about === 'device') troubles.push(notice.failure.kind);
      });
      valueOf(await player.open(stems, flatMix(stems.map(({ id }) => id))));
      await player.play();
      await until(() => player.playhead() > 22_050);
      const dropsOut = latestDevice();
      loseDevicesAtOnce(true);
      if (dropsOut !== null) player.raiseLatency(dropsOut);
      await until(() => latestDevice() !== dropsOut && (troubles.length > 0 || player.playhead() > 66_150));
      const stood = { state: player.state(), troubles: [...troubles] };
      loseDevicesAtOnce(false);
      const from = player.playhead();
      const started = await player.play();
      await until(() => player.playhead() > from + 22_050);
      await player.dispose();
      return { ...stood, started: started.ok };
    },
    [stemsOf(rig, 'renewed')] as const,
  );
  expect(seen).toEqual({ state: 'paused', troubles: ['noAudioDevice'], started: true });
});

for (const at of ['open', 'setRate', 'fill'] as const) {
  test(`workers that die at "${at}" take their song with them, and not the next`, async ({ rig }) => {
    const { first, second, started } = await openBoth(rig, `dies-${at}`, { name: 'filler', at });
    expect(first).toBeNull();
    expect(second).toEqual([]);
    expect(started).toMatchObject({ ok: true });
  });
}

test('a stem that cannot be read at its start, in its middle or at its end is told; the others and the next song play', async ({
  rig,
}) => {
  const holes = { start: 0, middle: 0.5, end: 0.9 };
  for (const [where, part] of Object.entries(holes)) {
    const stems = stemsOf(rig, `hole-${where}`);
    const [broken] = stems;
    const bytes = broken?.audio.byteLength ?? 0;
    rig.server.lose(broken?.id ?? '', Math.floor(bytes * part), bytes);
    const seen = await rig.page.evaluate(
      async ([bad, good, from]) => {
        const { createPlayer, flatMix, urlOf, until, valueOf } = globalThis.harness;
        const mixOf = (all: readonly PlayerStem[]) => flatMix(all.map(({ id }) => id));
        const player = await createPlayer({ pagePoolMiB: 64, hasSafetyLimiter: true, urlOf });
        const told = new Set<string>();
        player.onNotice((notice) => {
          if (notice.about === 'stemProblem') told.add(notice.problem.stemId);
        });
        const { problems, lengthFrames } = valueOf(await player.open(bad, mixOf(bad)));
        for (const { stemId } of problems) told.add(stemId);
        player.seek(Math.floor(lengthFrames * from) as never);
        await player.play();
        await until(() => told.size > 0 && player.playhead() > lengthFrames * from + 4410);
        // Once more into what is lost.
        player.seek(Math.floor(lengthFrames * from) as never);
        await until(() => player.isReaderMoving());
        const next = valueOf(await player.open(good, mixOf(good)));
        await player.play();
        await until(() => player.playhead() > 22_050);
        await player.dispose();
        return { told: [...told], next: next.problems };
      },
      [stems, stemsOf(rig, `after-${where}`), Math.min(part, 0.85)] as const,
    );
    expect(seen, where).toEqual({ told: [broken?.id], next: [] });
  }
});

test('the drawing of a stem and the listening to a song fail when their worker does, and succeed the next time', async ({
  rig,
}) => {
  const stems = stemsOf(rig, 'drawn');
  const outcomes = await rig.page.evaluate(async (all) => {
    const { analyse, makeWaveformPeaks, unloadWorkers, urlOf } = globalThis.harness;
    const song = { stems: all, original: null };
    const [first] = all;
    if (first === undefined) throw new Error('There is no stem.');
    const both = async () => {
      const made = [await makeWaveformPeaks(first.audio, urlOf(first.audio.sha256)), await analyse(song, urlOf)];
      return made.map((one) => (one.ok ? 'done' : one.failure.kind));
    };
    unloadWorkers('waveform-peaks');
    const drawn = await both();
    unloadWorkers('analysis');
    const heard = await both();
    unloadWorkers(null);
    return [drawn, heard, await both()];
  }, stems);
  expect(outcomes).toEqual([
    ['internal', 'done'],
    ['done', 'internal'],
    ['done', 'done'],
  ]);
});
