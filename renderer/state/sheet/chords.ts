import { fail, words } from '#contract';
import { chordOf, recordedSymbol, soundingChords } from '../../song/chords.ts';
import { placedChords, readChordPro } from '../../song/chord-pro-reader.ts';
import { writeChordPro } from '../../song/chord-pro-writer.ts';
import { tuneOf } from '../../song/musical-key.ts';
import { decodeText } from '../../song/lyrics/lyric-files.ts';
import type { Ports } from '../ports.ts';
import { droppedBytes, writeTextFile } from '../text-files.ts';
import type { SessionState } from '../song/session.svelte.ts';
import type { Toasts } from '../toasts.svelte.ts';
import type { TransportState } from '../song/transport.svelte.ts';

/** The chords of the open song: typed as they are read, from ChordPro files and to them. */
export class ChordsState {
  readonly #ports: Pick<Ports, 'api' | 'putBytes'>;
  readonly #session: SessionState;
  readonly #transport: TransportState;
  readonly #toasts: Toasts;

  constructor(
    ports: Pick<Ports, 'api' | 'putBytes'>,
    session: SessionState,
    transport: TransportState,
    toasts: Toasts,
  ) {
    this.#ports = ports;
    this.#session = session;
    this.#transport = transport;
    this.#toasts = toasts;
  }

  /** Takes a chord as it is read now, transposed and as a shape of the capo, at a time in seconds; empty for none. False when it is no chord. */
  type(seconds: number, text: string): boolean {
    const { mixer, sheet } = this.#session;
    const symbol = text.trim() === '' ? null : chordOf(text);
    if (mixer === null || sheet === null || (symbol === null && text.trim() !== '')) return false;
    const { chords, capo } = mixer.sheet;
    const { transposeCents } = mixer.mix;
    sheet.setChord(seconds, symbol === null ? null : recordedSymbol(symbol, chords, transposeCents, capo));
    return true;
  }

  /** Removes all chords and the capo, one step of undo. */
  remove(): void {
    const { mixer, sheet } = this.#session;
    if (mixer !== null)
      sheet?.takeChords({ ...mixer.sheet, chords: [], capo: 0 }, words().notices.steps.chords.removeAll);
  }

  /** Asks for a ChordPro file and reads it. */
  async importFile(): Promise<void> {
    const { session, mixer } = this.#session;
    if (mixer === null) return;
    const chosen = await this.#ports.api.chooseText('chords');
    if (!chosen.ok) this.#toasts.trouble(chosen.failure);
    else if (chosen.value !== null && this.#session.session?.id === session?.id) this.#take(chosen.value.bytes);
  }

  /** Whether a file that was dropped is one of chords, by its name, and a song is there to take them. */
  canTake({ name }: Pick<File, 'name'>): boolean {
    return this.#session.session?.isReadOnly === false && /\.(cho|chordpro|chopro|crd|pro)$/i.test(name);
  }

  /** Takes the chords of a file that was dropped. */
  async takeFile(file: Pick<File, 'size' | 'arrayBuffer'>): Promise<void> {
    const bytes = await droppedBytes(file);
    if (bytes === null) this.#toasts.trouble(fail('noChords').failure);
    else this.#take(bytes);
  }

  /** Asks where to save the chords and writes them there as they are read now, with the lyrics. */
  async save(): Promise<void> {
    const { session, mixer, grid, analysis } = this.#session;
    if (session === null || mixer === null || mixer.sheet.chords.length === 0) return;
    const { sheet, mix } = mixer;
    const text = writeChordPro({
      ...{ title: session.title, capo: sheet.capo, grid, sections: sheet.sections, lyrics: sheet.lyrics },
      chords: soundingChords(sheet.chords, mix.transposeCents, sheet.capo),
      key: tuneOf(analysis.analysis, { ...mix, transposeCents: mix.transposeCents - sheet.capo * 100 }).key,
      sampleRate: this.#transport.sampleRate,
      endSeconds: this.#transport.lengthFrames / this.#transport.sampleRate,
    });
    const saved = await writeTextFile(this.#ports, `${session.title}.cho`, text);
    if (!saved.ok) this.#toasts.trouble(saved.failure);
    else if (saved.value !== null) this.#toasts.news(words().notices.saved(saved.value));
  }

  /** Chords of a file are as the song is heard now. The words of the file become the lyrics of a song that has none. */
  #take(bytes: Uint8Array): void {
    const { mixer, sheet, grid } = this.#session;
    if (mixer === null) return;
    const read = readChordPro(decodeText(bytes) ?? '');
    if (!read.ok) {
      this.#toasts.trouble(read.failure);
      return;
    }
    const { lyrics } = mixer.sheet;
    const endSeconds = this.#transport.lengthFrames / this.#transport.sampleRate;
    const { chords, isGuessed } = placedChords(read.value, { grid, lyrics, endSeconds });
    const { capo } = read.value;
    const recorded = chords.map((chord) => ({
      ...chord,
      symbol: recordedSymbol(chord.symbol, chords, mixer.mix.transposeCents, capo),
    }));
    sheet?.takeChords(
      { chords: recorded, capo, lyrics: lyrics.length > 0 ? lyrics : read.value.lyrics },
      words().notices.steps.chords.import,
    );
    if (isGuessed) this.#toasts.news(words().notices.sheet.chordsGuessed);
  }
}
