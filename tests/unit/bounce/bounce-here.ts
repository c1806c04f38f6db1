import {
  flatMix,
  hertz,
  ok,
  type AudioContainer,
  type Mix,
  type Result,
  type Sha256,
  type StemId,
  type StemKind,
} from '#contract';
import { planBounce, type Region, type StemToBounce } from '../../../renderer/bounce/bounce-plan.ts';
import { chunkFrames, type GroupMessage, type MixedChunk } from '../../../renderer/bounce/bounce-protocol.ts';
import type { Outlet } from '../../../renderer/bounce/chunk-outlet.ts';
import type { Feed } from '../../../renderer/bounce/group-feed.ts';
import type { OpenShifter } from '../../../renderer/bounce/pitch-work.ts';
import { sendBus } from '../../../renderer/bounce/send-bus.ts';
import { sendGroup } from '../../../renderer/bounce/send-group.ts';
import { writeMix } from '../../../renderer/bounce/write-mix.ts';
import { bytesIn } from '../decoding/fixtures.ts';
import { open, readAll } from '../decoding/open.ts';

export const rate = hertz(44_100);

export type StemInMemory = StemToBounce & { readonly file: Uint8Array };

export function stemInMemory(
  id: string,
  file: Uint8Array,
  container: AudioContainer = 'wav',
  kind: StemKind = 'other',
): StemInMemory {
  return { id: id as StemId, kind, audio: { sha256: id as Sha256, byteLength: file.length, container }, file };
}

/** Everything flat but what is said of a strip by its stem's name. */
export function mixOf(
  stems: readonly StemToBounce[],
  strips: Readonly<Record<string, Partial<Mix['strips'][number]>>> = {},
  whole: Partial<Mix> = {},
): Mix {
  const flat = flatMix(stems.map(({ id }) => id));
  return { ...flat, strips: flat.strips.map((strip) => ({ ...strip, ...strips[strip.stemId] })), ...whole };
}

/** A port to another worker, within this thread. One chunk is under way at a time. */
export class Pipe implements Feed, Outlet {
  readonly #messages: GroupMessage[] = [];
  readonly #chunks: MixedChunk[] = [
    { left: new Float64Array(chunkFrames), right: new Float64Array(chunkFrames), count: 0 },
  ];
  #wakeReader: () => void = () => undefined;
  #wakeFiller: () => void = () => undefined;

  async next(): Promise<GroupMessage> {
    for (;;) {
      const message = this.#messages.shift();
      if (message !== undefined) return message;
      await new Promise<void>((resolve) => (this.#wakeReader = resolve));
    }
  }

  handBack(chunk: MixedChunk): void {
    this.#chunks.push(chunk);
    this.#wakeFiller();
  }

  async take(): Promise<MixedChunk> {
    for (;;) {
      const chunk = this.#chunks.shift();
      if (chunk !== undefined) return chunk;
      await new Promise<void>((resolve) => (this.#wakeFiller = resolve));
    }
  }

  opened(members: Omit<Extract<GroupMessage, { readonly about: 'opened' }>, 'about'>): void {
    this.tell({ about: 'opened', ...members });
  }

  send({ left, right }: MixedChunk, count: number): void {
    this.tell({ about: 'chunk', chunk: { left, right, count } });
  }

  end(concealedFrames: number): void {
    this.tell({ about: 'end', concealedFrames });
  }

  tell(message: GroupMessage): void {
    this.#messages.push(message);
    this.#wakeReader();
  }
}

/** A target file that is kept, and in which requests are counted. */
export class MemoryFile {
  bytes = new Uint8Array(0);
  mostUnderWay = 0;
  #underWay = 0;

  put = async (offset: number, piece: Uint8Array): Promise<Result<undefined>> => {
    this.mostUnderWay = Math.max(this.mostUnderWay, ++this.#underWay);
    await new Promise((resolve) => setTimeout(resolve, 1));
    const longer = new Uint8Array(Math.max(this.bytes.length, offset + piece.length));
    longer.set(this.bytes);
    longer.set(piece, offset);
    this.bytes = longer;
    this.#underWay--;
    return ok();
  };

  /** Length and sound of the WAV that was written. */
  async sound(): Promise<{ readonly left: Float32Array; readonly right: Float32Array }> {
    return readAll(await open(bytesIn(this.bytes), 'wav'));
  }
}

/** No shifter is to be needed. */
const noShifter: OpenShifter = () => Promise.reject(new Error('A shifter was asked for.'));

/** A whole bounce as `bounceMix` has it done, but in this thread. */
export async function bounceHere(
  stems: readonly StemInMemory[],
  mix: Mix,
  region: Region,
  { groupCount = 2, openShifter = noShifter, put = null as MemoryFile['put'] | null } = {},
) {
  const plan = planBounce({ stems, mix, region, sampleRate: rate }, (sha256) => sha256, groupCount);
  if (plan === null) throw new Error('Nothing sounds.');
  const bytesAt = (url: string) => bytesIn(stems.find(({ id }) => String(id) === url)?.file ?? new Uint8Array(0));
  const running: Promise<unknown>[] = [];
  const sums = plan.groups.flatMap(({ order, buses }) => {
    const pipes = buses.map((bus) => ({ bus, pipe: new Pipe() }));
    running.push(
      sendGroup(
        order,
        bytesAt,
        pipes.map(({ pipe }) => pipe),
      ),
    );
    return pipes;
  });
  const buses = plan.buses.map(({ bus, order }) => {
    const onward = new Pipe();
    const own = sums.filter((sum) => sum.bus === bus).map(({ pipe }) => pipe);
    running.push(
      sendBus(order, own, onward, openShifter).then((sent) => {
        if (!sent.ok) onward.tell({ about: 'failed', failure: sent.failure });
      }),
    );
    return onward;
  });
  const file = new MemoryFile();
  const fractions: number[] = [];
  const order = { format: 24, sampleRate: rate, lengthFrames: plan.fileFrames } as const;
  const feeds = buses.length > 0 ? buses : sums.map(({ pipe }) => pipe);
  const writing = writeMix(order, feeds, put ?? file.put, (fraction) => fractions.push(fraction));
  const report = await Promise.race([writing, Promise.all(running).then(() => writing)]);
  return { file, report, fractions, plan };
}
