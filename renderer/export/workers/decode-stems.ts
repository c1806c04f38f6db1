import { fail, type Failure, type Hertz, ok, type Result } from '#contract';
import type { ByteReader } from '../../codecs/byte-source.ts';
import { openStem } from '../../codecs/open-stem-source.ts';
import type { StemSource } from '../../codecs/stem-source.ts';
import {
  type Chunk,
  chunkFrames,
  ChunkSender,
  failingTogether,
  messageOf,
  type StereoBuffer,
} from '../chunk-channel.ts';
import { applyGains, type GainCurve, gainCurve } from '../../mix/automation.ts';
import type { StemSend } from '../plan/submix-plan.ts';
import type { DecodeTask, StemTask } from '../plan/worker-plan.ts';
import type { ConcealedStem, UnreadableStem } from '../render-job.ts';
import type { SubmixMembers, SubmixSender } from '../stages/sound-stream.ts';
import { copyFrames, type SubmixCopy, SubmixMemory, submixSteps, type SubmixSteps } from './submixes.ts';

/**
 * Decodes the stems of a task once and sends their submixes on, through each port those that the task names. Stems that cannot be
 * opened are problems in the opening and left out, as they are in playback. Fails with `diskError` when a stem that was opened can
 * no longer be read, and as a channel that it sends to.
 */
export function decodeStems(
  task: DecodeTask,
  ports: readonly MessagePort[],
  bytesAt: (url: string, byteLength: number) => ByteReader,
): Promise<Result<undefined>> {
  const senders = ports.map((port, index): SubmixSender => new ChunkSender(port, task.channels[index]?.length ?? 0));
  return failingTogether(senders, () => sendSubmixes(task, senders, bytesAt));
}

async function sendSubmixes(
  task: DecodeTask,
  senders: readonly SubmixSender[],
  bytesAt: (url: string, byteLength: number) => ByteReader,
): Promise<Result<undefined>> {
  const stems = task.stems.map((stem) => ({ ...stem, bytes: bytesAt(stem.url, stem.byteLength) }));
  const group = await StemGroup.open(stems, task.sampleRate, chunkFrames);
  const ofEach = <Part>(partOf: (submix: number) => Part) => task.channels.map((submixes) => submixes.map(partOf));
  for (const [at, members] of ofEach((submix) => group.membersOf(submix)).entries()) senders[at]?.open(members);
  for (let done = 0; done < task.lengthFrames && group.size > 0;) {
    const chunks: Chunk[] = [];
    for (const taken of await Promise.all(senders.map((sender) => sender.take()))) {
      if (!taken.ok) return taken;
      chunks.push(taken.value);
    }
    const count = Math.min(chunkFrames, task.lengthFrames - done);
    const { submixes, copies } = placesOf(task.channels, chunks);
    const filled = await group.fill(task.startFrame + done, count, submixes);
    if (!filled.ok) return filled;
    for (const { from, to } of copies) copyFrames(from, to, count);
    for (const [at, chunk] of chunks.entries()) senders[at]?.send(chunk, count);
    done += count;
  }
  for (const [at, concealed] of ofEach((submix) => group.concealedOf(submix)).entries()) senders[at]?.close(concealed);
  group.close();
  return ok();
}

/** Where each submix is made: in the first chunk that carries it. In others it is a copy. */
function placesOf(channels: DecodeTask['channels'], chunks: readonly Chunk[]) {
  const submixes: StereoBuffer[] = [];
  const copies: { readonly from: StereoBuffer; readonly to: StereoBuffer }[] = [];
  for (const [at, carried] of channels.entries()) {
    for (const [place, submix] of carried.entries()) {
      const here = chunks[at]?.[place];
      if (here === undefined) throw new RangeError('A chunk has no place for a submix.');
      const from = submixes[submix];
      if (from === undefined) submixes[submix] = here;
      else copies.push({ from, to: here });
    }
  }
  return { submixes, copies };
}

type OpenStem = Pick<StemTask, 'id' | 'shiftFrames' | 'sends'> & {
  readonly source: StemSource;
  readonly curve: GainCurve | null;
};
type ClosedStem = Pick<StemTask, 'sends'> & { readonly problem: UnreadableStem };

/** Stems that one worker decodes once and mixes to one submix or several. */
export class StemGroup {
  readonly #stems: readonly OpenStem[];
  readonly #closed: readonly ClosedStem[];
  readonly #steps: SubmixSteps;
  readonly #memory: SubmixMemory;

  private constructor(stems: readonly OpenStem[], closed: readonly ClosedStem[], mostFrames: number) {
    this.#stems = stems;
    this.#closed = closed;
    const submixes = [...stems, ...closed].flatMap(({ sends }) => sends.map(({ submix }) => submix));
    const submixCount = Math.max(-1, ...submixes) + 1;
    this.#steps = submixSteps(
      stems.map(({ sends }) => sends),
      submixCount,
    );
    this.#memory = new SubmixMemory(submixCount, mostFrames);
  }

  /** Opens the stems at the song's rate. `mostFrames`: the longest `fill`. Stems that cannot be opened are left out. */
  static async open(
    stems: readonly (StemTask & { readonly bytes: ByteReader })[],
    sampleRate: Hertz,
    mostFrames: number,
  ): Promise<StemGroup> {
    const closed: ClosedStem[] = [];
    const opened: OpenStem[] = [];
    const results = await Promise.all(stems.map((stem) => opening(stem, sampleRate)));
    for (const [index, result] of results.entries()) {
      const stem = stems[index];
      if (stem === undefined) continue;
      const { id, shiftFrames, stretches, sends } = stem;
      const curve = gainCurve(stretches, id, sampleRate);
      if (result.ok) opened.push({ id, source: result.value, shiftFrames, sends, curve });
      else closed.push({ sends, problem: { stemId: id, failure: result.failure } });
    }
    return new StemGroup(opened, closed, mostFrames);
  }

  /** How many stems are open. */
  get size(): number {
    return this.#stems.length;
  }

  /** What is in a submix, and what is missing from it. */
  membersOf(submix: number): SubmixMembers {
    return {
      stems: this.#stems.filter(({ sends }) => reaches(sends, submix)).length,
      problems: this.#closed.filter(({ sends }) => reaches(sends, submix)).map(({ problem }) => problem),
    };
  }

  /** The stems of a submix that have shown damage so far. */
  concealedOf(submix: number): readonly ConcealedStem[] {
    return this.#stems.flatMap(({ id, sends, source }) => {
      const seconds = source.concealedSeconds();
      return seconds > 0 && reaches(sends, submix) ? [{ stemId: id, seconds }] : [];
    });
  }

  /**
   * Makes all submixes, `count` frames from song frame `startFrame` on. Before the start and beyond the end of a stem, where its
   * shift has put them, it is silent. Fails with `diskError` when a stem cannot be read; the detail names it.
   */
  async fill(startFrame: number, count: number, submixes: readonly StereoBuffer[]): Promise<Result<undefined>> {
    const { first, steps, last } = this.#steps;
    this.#memory.clear(first, count);
    for (const [index, { id, source, shiftFrames, curve }] of this.#stems.entries()) {
      const { copies = [], adds = [] } = steps[index] ?? {};
      this.#copyAll(copies, count);
      const position = startFrame - shiftFrames;
      const before = Math.min(count, Math.max(0, -position));
      if (before === count) continue;
      const { left, right } = this.#memory;
      const wanted = count - before;
      try {
        const own = await source.read(position + before, left.subarray(0, wanted), right.subarray(0, wanted));
        if (curve !== null) applyGains(curve, startFrame + before, own, left, right);
        for (const { submix, matrix } of adds) this.#memory.add(submix, before, own, matrix);
      } catch (reason) {
        return fail('diskError', `${id}: ${messageOf(reason)}`);
      }
    }
    this.#copyAll(last, count);
    for (const [submix, into] of submixes.entries()) this.#memory.read(submix, into, count);
    return ok();
  }

  /** Ends all decoding. */
  close(): void {
    for (const { source } of this.#stems) source.close();
  }

  #copyAll(copies: readonly SubmixCopy[], count: number): void {
    for (const { from, to } of copies) this.#memory.copy(from, to, count);
  }
}

/** Bytes that cannot be read are this stem's problem alone, until its sound has begun. */
async function opening(
  { bytes, container }: Pick<StemTask, 'container'> & { readonly bytes: ByteReader },
  sampleRate: Hertz,
): Promise<Result<StemSource, Failure>> {
  try {
    return await openStem(bytes, container, sampleRate);
  } catch (reason) {
    return fail('diskError', messageOf(reason));
  }
}

const reaches = (sends: readonly StemSend[], submix: number): boolean => sends.some((send) => send.submix === submix);
