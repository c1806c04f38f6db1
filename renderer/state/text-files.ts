import { largestLyricsBytes, ok, type Result } from '#contract';
import type { Ports } from './ports.ts';

/** Reads a file of text that was dropped; null: it is larger than a file of words may be, or cannot be read. */
export async function droppedBytes(file: Pick<File, 'size' | 'arrayBuffer'>): Promise<Uint8Array | null> {
  const bytes = file.size <= largestLyricsBytes ? await file.arrayBuffer().catch(() => null) : null;
  return bytes === null ? null : new Uint8Array(bytes);
}

/** Asks where to save a text and writes it there. Returns the name of its file; null: dismissed. Fails as `beginExport` and `putBytes` do. */
export async function writeTextFile(
  { api, putBytes }: Pick<Ports, 'api' | 'putBytes'>,
  name: string,
  text: string,
): Promise<Result<string | null>> {
  const bytes = new TextEncoder().encode(text);
  const begun = await api.beginExport({ names: [name], report: null, expectedBytes: bytes.byteLength });
  if (!begun.ok) return begun;
  const file = begun.value?.files[0];
  if (file === undefined) return ok(null);
  const put = await putBytes(file.ticket, bytes);
  const ended = await api.endExport({ ticket: file.ticket, isKept: put.ok });
  if (!put.ok) return put;
  return ended.ok ? ok(file.fileName) : ended;
}
