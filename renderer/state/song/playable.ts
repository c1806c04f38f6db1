import { flatMix, type Mix, type Session } from '#contract';
import type { PlayerStem } from '../../engine/player.ts';
import { fittedTo } from '../../mix/mix-edits.ts';

/** The stems whose files are saved and whole, as the player takes them. */
export function playable(session: Session): readonly PlayerStem[] {
  return session.stems.flatMap(({ id, kind, file, facts }) =>
    file.state === 'saved'
      ? [{ id, kind, audio: file.audio, ...(facts === null ? {} : { sampleRate: facts.sampleRate }) }]
      : [],
  );
}

/** The mix of a song as it is saved, with a strip for each of its stems; a flat one when none is saved. */
export function ownMix(session: Session, saved: Mix | null): Mix {
  const ids = session.stems.map((stem) => stem.id);
  return saved === null ? flatMix(ids) : fittedTo(saved, ids);
}
