import { ok, type Result } from '#contract';
import { ClickVoices, mostClickFrames } from '../../song/click.ts';
import type { TargetClick } from '../render-job.ts';
import type { SoundStream } from './sound-stream.ts';

/** Where a file begins in the song, and how fast it goes through it. */
type FilePlace = {
  /** The song frame of the sound's first frame. */
  readonly startFrame: number;
  /** Song frames per frame of the file. */
  readonly speed: number;
  readonly sampleRate: number;
  /** Silent frames before the sound, in which the count-in is. */
  readonly leadFrames: number;
};

/** A stream behind its lead and with the click on it, if any. Fails as the source does. */
export class ClickStream implements SoundStream {
  readonly #source: SoundStream;
  readonly #place: FilePlace;
  readonly #click: TargetClick | null;
  readonly #voices: ClickVoices;
  readonly #mono = new Float64Array(mostClickFrames);
  #done = 0;

  constructor(source: SoundStream, place: FilePlace, click: TargetClick | null) {
    this.#source = source;
    this.#place = place;
    this.#click = click;
    this.#voices = new ClickVoices(place.sampleRate);
    if (click === null) return;
    this.#voices.setSound(click.sound);
    this.#voices.setTrack(click.track);
  }

  async read(left: Float64Array, right: Float64Array): Promise<Result<undefined>> {
    const lead = Math.min(left.length, Math.max(0, this.#place.leadFrames - this.#done));
    left.fill(0, 0, lead);
    right.fill(0, 0, lead);
    if (lead < left.length) {
      const read = await this.#source.read(left.subarray(lead), right.subarray(lead));
      if (!read.ok) return read;
    }
    for (let at = 0; at < left.length;) {
      const toEntry = this.#place.leadFrames - this.#done;
      const count = Math.min(mostClickFrames, left.length - at, toEntry > 0 ? toEntry : Infinity);
      if (this.#click !== null) this.#addClicks(this.#click, left.subarray(at), right.subarray(at), count);
      this.#done += count;
      at += count;
    }
    return ok();
  }

  #addClicks(
    { isOn, countIn, leftGain, rightGain }: TargetClick,
    left: Float64Array,
    right: Float64Array,
    count: number,
  ) {
    const { startFrame, speed, leadFrames } = this.#place;
    const played = this.#done - leadFrames;
    if (played >= 0) {
      if (isOn) this.#voices.follow(startFrame + played * speed, speed, 0, count);
    } else if (countIn !== null) this.#voices.countIn(countIn, this.#done, 0, count);
    const mono = this.#mono.subarray(0, count);
    mono.fill(0);
    this.#voices.add(mono, count);
    for (let frame = 0; frame < count; frame += 1) {
      left[frame] = (left[frame] ?? 0) + (mono[frame] ?? 0) * leftGain;
      right[frame] = (right[frame] ?? 0) + (mono[frame] ?? 0) * rightGain;
    }
  }
}
