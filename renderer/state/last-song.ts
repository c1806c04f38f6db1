import type { SessionId } from '#contract';

const key = 'lastSong';

/** The song that was open last; a name that fits no song when there was none. Only a convenience, so it may be lost. */
export function lastSong(): SessionId {
  try {
    return (localStorage.getItem(key) ?? '') as SessionId;
  } catch {
    return '' as SessionId;
  }
}

export function rememberSong(id: SessionId): void {
  try {
    localStorage.setItem(key, id);
  } catch {
    // Storage that is off or full only costs the convenience.
  }
}
