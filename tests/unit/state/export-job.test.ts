import { describe, expect, it } from 'vitest';
import { decibels, fail, failure, frames, hertz, ok, type Bridge, type Session } from '#contract';
import { ExportState } from '../../../renderer/state/export-job.svelte.ts';
import type { BouncePort, BounceTask } from '../../../renderer/state/ports.ts';
import { FakeBridge, mixOf } from '../../fakes/fake-bridge.ts';
import { sessionOf, stemOf } from '../../fakes/sessions.ts';
import { portsOf } from './ports.ts';

const session = sessionOf({ title: 'Night Drive', stems: [stemOf('vocals'), stemOf('drums', 'missing')] });
const request = {
  session,
  mix: mixOf(session),
  region: { startFrames: frames(100), endFrames: frames(5000) },
  sampleRate: hertz(48_000),
};
const asOpened = (opened: Session): Promise<Session> => Promise.resolve(opened);

describe('an export', () => {
  it('bounces the stems that are here, in the region asked for, and ends as a whole file', async () => {
    const bridge = new FakeBridge([session]);
    const tasks: BounceTask[] = [];
    const bounce: BouncePort = (task) => {
      tasks.push(task);
      return Promise.resolve(ok({ peakDb: -1, clippedSamples: 0 }));
    };
    const job = new ExportState(portsOf(bridge, { bounce }), asOpened);
    await job.start(request);
    expect(tasks[0]).toMatchObject({ region: request.region, sampleRate: 48_000 });
    expect(tasks[0]?.stems.map((stem) => stem.id)).toEqual(['vocals']);
    expect(bridge.asked).toEqual(['beginExport Night Drive.wav', 'keep Night Drive.wav']);
    expect(job.phase).toMatchObject({ state: 'done', fileName: 'Night Drive.wav' });
  });

  it('expects a file as long as the region takes at the speed of the mix', async () => {
    const expected: (number | null)[] = [];
    const beginExport: Bridge['beginExport'] = ({ expectedBytes }) => {
      expected.push(expectedBytes);
      return Promise.resolve(ok(null));
    };
    const job = new ExportState(portsOf(new FakeBridge([session]), {}, { beginExport }), asOpened);
    await job.start(request);
    await job.start({ ...request, mix: { ...request.mix, speed: 0.5 } });
    expect(expected).toEqual([44 + 4900 * 6, 44 + 9800 * 6]);
  });

  it('of silence is a sentence, not a file', async () => {
    const bridge = new FakeBridge([session]);
    const job = new ExportState(portsOf(bridge), asOpened);
    await job.start({ ...request, mix: { ...request.mix, masterDb: decibels(-Infinity) } });
    expect(job.phase).toMatchObject({ state: 'failed', failure: { kind: 'allSilent' } });
    expect(bridge.asked).toEqual([]);
  });

  it('goes back to the choice when the save dialog is dismissed', async () => {
    const job = new ExportState(
      portsOf(new FakeBridge(), {}, { beginExport: () => Promise.resolve(ok(null)) }),
      asOpened,
    );
    await job.start(request);
    expect(job.phase).toEqual({ state: 'choosing' });
  });

  it('that is cancelled leaves no file', async () => {
    const bridge = new FakeBridge([session]);
    const bounce: BouncePort = (_task, onProgress, signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          resolve(fail('cancelled'));
        });
        onProgress(0.5);
        expect(job.phase).toMatchObject({ state: 'running', fraction: 0.5 });
        job.cancel();
      });
    const job: ExportState = new ExportState(portsOf(bridge, { bounce }), asOpened);
    await job.start(request);
    expect(bridge.asked).toEqual(['beginExport Night Drive.wav', 'drop Night Drive.wav']);
    expect(job.phase).toEqual({ state: 'choosing' });
  });

  it('of a stem that turned out to be damaged is no file', async () => {
    const bridge = new FakeBridge([session]);
    const harmed = session.stems.map((stem) => ({
      ...stem,
      file: { state: 'damaged' as const, failure: failure('damaged') },
    }));
    const job = new ExportState(portsOf(bridge), () => Promise.resolve({ ...session, stems: harmed }));
    await job.start(request);
    expect(bridge.asked).toEqual(['beginExport Night Drive.wav', 'drop Night Drive.wav']);
    expect(job.phase).toMatchObject({ state: 'failed', failure: { kind: 'damaged', detail: 'vocals' } });
  });

  it('that fails removes what was written and says why', async () => {
    const bridge = new FakeBridge([session]);
    const job = new ExportState(portsOf(bridge, { bounce: () => Promise.resolve(fail('diskFull')) }), asOpened);
    await job.start(request);
    expect(bridge.asked).toContain('drop Night Drive.wav');
    expect(job.phase).toMatchObject({ state: 'failed', failure: { kind: 'diskFull' } });
    job.reset();
    expect(job.phase).toEqual({ state: 'choosing' });
  });
});
