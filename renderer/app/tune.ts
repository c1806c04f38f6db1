import { GestureNames } from '../components/parts/gesture.ts';
import type { Stemroom } from '../state/stemroom.ts';

const speeds = new GestureNames();
const keys = new GestureNames();

/** Changes the speed by a part of the recorded one. Steps that follow each other are one step of undo. */
export function speedBy({ session: { mixer } }: Stemroom, ratio: number): void {
  mixer?.setSpeed(mixer.mix.speed + ratio, speeds.next(performance.now()));
}

/** Changes the key by cents, in the same way. */
export function keyBy({ session: { mixer } }: Stemroom, cents: number): void {
  mixer?.setTransposition(mixer.mix.transposeCents + cents, keys.next(performance.now()));
}
