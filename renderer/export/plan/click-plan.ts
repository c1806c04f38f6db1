import type { Click, CountIn, Mix } from '#contract';
import { panMatrix } from '../../mix/audibility.ts';
import { gainOf } from '../../mix/levels.ts';
import type { BeatGrid } from '../../song/beat-grid.ts';
import { clickTrack, CountInLength } from '../../song/click.ts';
import type { Region, TargetClick } from '../render-job.ts';

/** What a click in a file is made from. */
type ClickRequest = {
  readonly grid: BeatGrid;
  readonly click: Click;
  /** Whether the click goes on through the song, after the count-in. */
  readonly isOn: boolean;
  readonly countInBars: CountIn['bars'];
  readonly mix: Pick<Mix, 'masterDb' | 'speed'>;
  readonly region: Region;
  /** The song's, in Hz. */
  readonly sampleRate: number;
};

/** The click of a file, and the frames (at the song's rate) that the count-in takes before its sound. */
export function planClick({ grid, click, isOn, countInBars, mix, region, sampleRate }: ClickRequest): {
  readonly click: TargetClick;
  readonly leadFrames: number;
} {
  const track = clickTrack(grid, click.perBeat, region.endFrames, sampleRate);
  const length = new CountInLength();
  const hasCountIn = length.measure(track, countInBars, region.startFrames, mix.speed, sampleRate);
  const { frames, beatFrames, beatsPerBar } = length;
  const gain = gainOf(click.levelDb) * gainOf(mix.masterDb);
  // The click comes as two equal channels.
  const { leftToLeft, rightToLeft, leftToRight, rightToRight } = panMatrix(click.pan);
  return {
    click: {
      ...{ track, sound: click.sound, isOn },
      countIn: hasCountIn ? { frames, beatFrames, beatsPerBar } : null,
      leftGain: gain * (leftToLeft + rightToLeft),
      rightGain: gain * (leftToRight + rightToRight),
    },
    leadFrames: hasCountIn ? frames : 0,
  };
}
