import { coverOf, coverUrl, type CoverArt, type SessionId } from '#contract';

/** The picture of a song; null when there is none or it cannot be read: no export fails for want of it. */
export async function readCover(id: SessionId): Promise<CoverArt | null> {
  try {
    const answer = await fetch(coverUrl(id));
    return answer.ok ? coverOf(new Uint8Array(await answer.arrayBuffer())) : null;
  } catch {
    return null;
  }
}
