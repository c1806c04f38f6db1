import type { SkipReason, StemKind } from '../../session.ts';
import { roundedText } from '../intl.ts';

type SkipText = string | ((detail: string) => string);

/** Names of things that both processes show: kinds of stems, titles that stand in, keychains, why a file was left out. */
export const names = {
  stemKinds: {
    vocals: 'Vocals',
    backingVocals: 'Backing vocals',
    drums: 'Drums',
    percussion: 'Percussion',
    bass: 'Bass',
    guitar: 'Guitar',
    piano: 'Piano',
    keyboard: 'Keyboard',
    synth: 'Synth',
    strings: 'Strings',
    brass: 'Brass',
    woodwinds: 'Woodwinds',
    fx: 'FX',
    instrumental: 'Instrumental',
    other: 'Other',
  } as const satisfies Readonly<Record<StemKind, string>>,
  /** A stem without a name, and one of several. */
  stem: 'Stem',
  numberedStem: (number: number) => `Stem ${String(number)}`,
  /** The stem of all but one, such as "Without lead guitar". Words with a capital get a small letter; `FX` and `808` stay. */
  without: (stem: string) =>
    `Without ${stem.replaceAll(/(?<!\p{L})\p{Lu}\p{Ll}+(?!\p{L})/gu, (word) => word.toLowerCase())}`,
  /** Titles of songs of which no better one is known. */
  titles: {
    task: (id: string) => `Task ${id}`,
    imported: 'Imported song',
    recovered: 'Recovered song',
    ofNewerStemroom: 'A song of a newer Stemroom',
  },
  /** Where the API key is kept. */
  keychains: {
    ofSystem: 'the system keychain (Secret Service)',
    thisSession: 'this session only',
  },
  /** Why an export has another sample rate than asked for, in kHz. `format` is a name such as MP3. */
  rateRemark: (format: string, askedKhz: number, fileKhz: number) =>
    `${format} does not support ${roundedText(askedKhz, 3)} kHz, so the export is at ${roundedText(fileKhz, 3)} kHz.`,
  stemFileRateRemark: (askedKhz: number, fileKhz: number) =>
    `An NI Stems file does not support ${roundedText(askedKhz, 3)} kHz, so the export is at ${roundedText(fileKhz, 3)} kHz.`,
  /** Why a file that looks like sound did not become a stem. */
  skipped: {
    unsupportedFormat: (format: string) => `This is ${format}, which Stemroom can't play.`,
    unpackFirst: (format: string) => `This is a ${format} archive. Unpack it, then import the folder.`,
    notSound: 'It is no sound file Stemroom knows, whatever its name says.',
    noSoundInFilm: 'There is no sound in this film.',
    incomplete: 'Its end is missing, so it cannot be played.',
    empty: 'The file is empty.',
    halfDownload: 'Its download is not finished.',
    hidden: 'It is a hidden file.',
    unreadable: (why: string) => (why === '' ? 'It cannot be read.' : `It cannot be read (${why}).`),
    gone: 'It is not there any more.',
    linkOutside: 'It is a link that leaves the folder.',
    brokenLink: 'It is a link that leads nowhere.',
    tooDeep: (levels: string) => `Stemroom looks ${levels} folders deep, not deeper.`,
    tooMany: (most: string) => `Stemroom looks at ${most} files at a time; the rest was left out.`,
    archiveBesideSound: 'An archive that lies beside sound files is not unpacked. Import it by itself.',
    archiveTooLarge: (limit: string) => `Stemroom unpacks archives of up to ${limit}.`,
    archiveDamaged: 'It is damaged: its bytes are not what the archive says.',
    unsafePath: 'Its place in the archive is outside of the archive.',
    sameName: 'Another file in the archive has the same name.',
    encrypted: 'It is locked with a password.',
    songFull: (most: string) => `The service offers more stems than the ${most} that a song can hold.`,
  } as const satisfies Readonly<Record<SkipReason, SkipText>>,
  /** As `skipped`, where the detail is no name or number. */
  skippedAs: {
    trackerModule: "This is a tracker module, which Stemroom can't play.",
    aviFilm: "This is an AVI film, which Stemroom can't play.",
    flashFilm: "This is a Flash film, which Stemroom can't play.",
    mpegFilm: "This is an MPEG film, which Stemroom can't play.",
    freeFormatMp3: "This is free-format MP3, which Stemroom can't play.",
    aacInLatm: "This is AAC in LATM, which Stemroom can't play.",
    aacInAdif: "This is AAC in ADIF, which Stemroom can't play.",
    notAFile: 'It cannot be read (not a file).',
    packedTooTight: 'Stemroom unpacks archives of up to 200 times their size.',
  },
} as const;
