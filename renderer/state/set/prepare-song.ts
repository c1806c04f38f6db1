import {
  fail,
  failure,
  type Failure,
  ok,
  type OpenedSession,
  type Result,
  type Session,
  type SessionId,
  type SetTuning,
  verifiedFirstBytes,
} from '#contract';
import { tunedMix } from '../../mix/setlist.ts';
import { ownMix, playable } from '../song/playable.ts';
import type { Ports } from '../ports.ts';

/** A song that was opened beforehand. */
export type PreparedSong = { readonly id: SessionId; readonly opened: OpenedSession };

/**
 * Opens a song beside the open one, so that `SessionState.open` takes it at once, with the mix as a setlist tunes it. Fails with `cancelled`, as
 * `openSession`, or with what keeps the song from being heard.
 */
export async function prepareSong(
  { api, player }: Pick<Ports, 'api' | 'player'>,
  id: SessionId,
  tuning: SetTuning,
  signal: AbortSignal,
): Promise<Result<PreparedSong>> {
  const isLeft = (): boolean => signal.aborted;
  const opened = await api.prepareSession(id);
  if (!opened.ok || isLeft()) return opened.ok ? fail('cancelled') : opened;
  const isSmall = opened.value.session.byteLength <= verifiedFirstBytes;
  const verified = isSmall ? await api.verifySession(id) : ok(opened.value.session);
  if (!verified.ok || isLeft()) return verified.ok ? fail('cancelled') : verified;
  const session = verified.value;
  const stems = playable(session);
  if (stems.length === 0) return { ok: false, failure: whyUnheard(session) };
  const scenes = opened.value.sheet?.scenes ?? [];
  const mix = tunedMix(ownMix(session, opened.value.mix), tuning, scenes);
  const ready = await player.prepare(stems, mix, signal);
  if (!ready.ok) return ready;
  const { problems } = ready.value;
  const [first] = problems;
  if (first !== undefined && problems.length === stems.length) return { ok: false, failure: first.failure };
  return ok({ id, opened: { ...opened.value, session } });
}

/** Why no stem of a song can be heard. */
function whyUnheard({ stems, arrival }: Session): Failure {
  if (arrival.state === 'failed' || arrival.state === 'incomplete') return arrival.failure;
  const files = stems.map(({ file }) => file);
  const away = files.find((file) => file.state === 'away' || file.state === 'damaged');
  return away?.failure ?? failure('notFetched');
}
