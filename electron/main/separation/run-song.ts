import { failure, type Arrival, type Failure, type Result, type Session, type TaskId } from '#contract';
import type { Clock } from '../net/clock.ts';
import { fetchSong, type SongTools } from './fetch-song.ts';
import { FreshLinks } from './fresh-links.ts';
import type { TaskAnswer } from './kie-client.ts';
import type { SeparatedSong } from './record-info.ts';
import { arrivalAfter, waitForStems } from './wait-for-stems.ts';

export type RunTools = Omit<SongTools, 'freshLinks'> & {
  readonly ask: (taskId: TaskId, signal: AbortSignal) => Promise<TaskAnswer>;
};

/** What a song is called until the user or the service names it. */
export const provisionalTitle = (taskId: TaskId): string => `Task ${taskId.slice(0, 8)}`;

/**
 * One run of a song: asks, waits, fetches what is missing; gives how it stands at the end, which is for the caller to
 * keep. Rejects with the signal's reason.
 */
export async function runSong(
  session: Session,
  taskId: TaskId,
  tools: RunTools,
  signal: AbortSignal,
): Promise<Arrival> {
  const { library, ask, clock } = tools;
  const waited = await waitForStems(session, taskId, tools, signal);
  if (waited.state === 'ended') return endedArrival(waited.arrival, session, tools);
  const planned = await plan(session, taskId, waited.song, tools);
  if (!planned.ok) return arrivalAfter(planned.failure, session);
  const freshLinks = new FreshLinks(
    async (askSignal) => ask(taskId, askSignal),
    clock,
    planned.value.origin.from === 'task' ? planned.value.origin.expiresAt : null,
    waited.clockSkewMs,
  );
  const fetching = await library.setArrival(session.id, { state: 'fetching' });
  if (!fetching.ok) return arrivalAfter(fetching.failure, session);
  return fetchSong(fetching.value, waited.song, { ...tools, freshLinks }, signal);
}

function endedArrival(arrival: Arrival, session: Session, { clock }: RunTools): Arrival {
  if (arrival.state !== 'incomplete') return arrival;
  return { ...arrival, failure: afterExpiry(arrival.failure, session, clock) };
}

/** A record that is gone after its files have expired means just that. */
export function afterExpiry(trouble: Failure, { origin }: Session, clock: Clock): Failure {
  const expiresAt = origin.from === 'task' ? origin.expiresAt : null;
  const isExpired = trouble.kind === 'taskNotFound' && expiresAt !== null && clock.now() >= expiresAt;
  return isExpired ? failure('linkExpired') : trouble;
}

async function plan(
  session: Session,
  taskId: TaskId,
  song: SeparatedSong,
  { library }: RunTools,
): Promise<Result<Session>> {
  const isUnnamed = session.title === provisionalTitle(taskId);
  const planned = await library.setPlan(session.id, {
    title: isUnnamed ? song.title : null,
    stems: song.stems.map(({ id, kind, name }) => ({ id, kind, name })),
    expiresAt: song.expiresAt,
    note: song.note,
  });
  if (!planned.ok) return planned;
  for (const { id, file } of planned.value.stems) {
    if (file.state !== 'missing' || file.failure === null) continue;
    const cleared = await library.setStemFailure(session.id, id, null);
    if (!cleared.ok) return cleared;
  }
  return planned;
}
