import type { StemKind } from './session.ts';
import { words } from './words/words.ts';

/** The kind of a stem as guessed from its file's name, and the name to show. */
export type GuessedStem = { readonly kind: StemKind; readonly name: string };

const uuid = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi;
const longHex = /(?<![0-9a-z])[0-9a-f]{24,64}(?![0-9a-z])/gi;
// A separator between digits is part of a number: `9.45am`, `1-800`.
const trackNumber = /^\(?\d{1,3}\)?(?:\s*(?:\)|[.-](?!\d))\s*|\s+)(?=\S)/;
// A title may well begin with a number: `99 Problems`.
const titleNumber = /^\(?(?:\d{1,3}\)?\s*(?:\)|[.-](?!\d))\s*|0\d{1,2}\s+)(?=\S)/;
const soundEnding =
  /\.(mp[123]|mpga|wave?|bwf|w64|rf64|bw64|flac|og[agx]|opus|spx|m4[abvpr]|mp4|mov|qt|3gp|aac|adts?|loas|latm|aif[fc]?|caf|au|snd|wma|asf|mk[av]|webm|weba|ape|wv|tta|tak|ofr|mpc|shn|dsf|dff|amr|awb|ac3|eac3|ec3|dts|dtshd|thd|ra|rm|voc|8svx|iff|gsm|qoa|rx2|rex|aax|midi?|kar|avi|flv|mpe?g|stem)$/i;
/** Control characters, bidi marks and other characters without a width. */
const invisible =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb]/g;
const voices = 'vocals?|vox|voc|voices?|singers?';

// The first that matches wins, so the narrow stand before the wide: a bass drum is no bass, an electric piano no guitar.
const kindsByWords: readonly (readonly [StemKind, RegExp])[] = [
  [
    'instrumental',
    /\b(no|without|minus) (vocals?|vox|voc|voices?)\b|\b(minus one|karaoke|accompaniment|backing tracks?)\b/,
  ],
  [
    'backingVocals',
    new RegExp(String.raw`\b(back(ing|ground)?|bg|b|choir|harmony|ad ?libs?|gang|double)s? (${voices})\b`),
  ],
  [
    'backingVocals',
    /\b(bgvs?|bvs?|bvox|bgvox|choirs?|harmon(y|ies)|ad ?libs?|(vocals?|vox|voc) (harmon(y|ies)|backs?|backing|choir|bg|dbl|doubles?))\b/,
  ],
  ['vocals', new RegExp(String.raw`\b(${voices}|ac*ap+ella|a cap+ella|rap)\b`)],
  ['instrumental', /\b(instrumentals?|instr?|music)\b/],
  [
    'drums',
    /\b(drums?|drum ?kit|drumset|kit|kicks?|kik|bd|bass drum|snares?|snr|sd|hi ?hats?|hh|hats?|toms?|cymbals?|rides?|crash|overheads?|oh|beats?)\b/,
  ],
  [
    'percussion',
    /\b(percussions?|percs?|shakers?|tambourines?|tamb|congas?|bongos?|cowbell|claps?|triangle|cajon|timbales|maracas|snaps?)\b/,
  ],
  [
    'woodwinds',
    /\b(wood ?winds?|winds?|flutes?|clarinets?|oboes?|bassoons?|english horn|sax(es|ophones?)?|piccolo|recorders?)\b/,
  ],
  ['bass', /\b(bass(es|line)?|sub|808s?|upright)\b/],
  [
    'keyboard',
    /\b(key ?boards?|keys|organs?|hammond|b3|rhodes|wurl(i|itzer|y)|(electric|e) ?piano|epiano|clav(inet)?|harpsichord|celesta|accordion|mellotron)\b/,
  ],
  ['piano', /\b(pianos?|pno|klavier)\b/],
  ['guitar', /\b([ae]?gtrs?|gt|[ae]c?gtr|guitars?|banjo|ukulele|uke|mandolin|acoustic|electric|strat|tele)\b/],
  ['synth', /\b(synths?|synthesi[sz]ers?|pads?|arps?|arpeggios?|plucks?|moog|saws?)\b/],
  ['brass', /\b(brass|trumpets?|tpts?|trombones?|tbns?|(french )?horns?|tuba|flugelhorn)\b/],
  ['strings', /\b(strings?|strs?|violins?|violas?|cellos?|celli|fiddle|contrabass|orchestra|harp)\b/],
  ['fx', /\b(s?fx|effects?|risers?|impacts?|sweeps?|noise|ambien(ce|t)|atmos(phere)?|foley|swells?)\b/],
];

// Names that say no more than the kind does; they are shown as the kind.
const plainNames: ReadonlySet<string> = new Set(
  [
    'vocals,vocal,vox,voc,voice,voices,backing vocals,backing vocal,background vocals,background vocal,bgv,bgvs,bvs,bv',
    'drums,drum,drum kit,percussion,perc,bass,guitar,guitars,gtr,piano,keyboard,keyboards,keys,synth,synths,strings',
    'brass,woodwinds,woodwind,fx,sfx,instrumental,instrumentals,no vocals,backing vox,background vox,bg vocals,bg vox',
  ].flatMap((line) => line.split(',')),
);

const inWords = (text: string): string =>
  text
    .replaceAll(/(?<=[a-z])(?=[A-Z][a-z])/g, ' ')
    .toLowerCase()
    .replaceAll(/(?<=[a-z])(?=\d)/g, ' ')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

function kindOf(text: string): StemKind | null {
  const spaced = inWords(text);
  // `808` and `b3` are words with digits; splitting letters from digits must not lose them.
  const joined = text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ');
  const found = kindsByWords.find(([, pattern]) => pattern.test(spaced) || pattern.test(joined));
  return found?.[0] ?? null;
}

/** Whether a file's name ends like that of a sound file or film of any format. */
export const hasSoundEnding = (fileName: string): boolean => soundEnding.test(fileName);

/** Returns a file's name without the ending of a sound file; any other ending stays. */
export const withoutSoundEnding = (fileName: string): string => fileName.replace(soundEnding, '');

/** Returns a readable name of a file: without ending, ids, track number and underscores. Empty when nothing is left. */
export const readableName = (fileName: string): string => readable(withoutSoundEnding(fileName), trackNumber);

/** Returns a readable title from a folder's name, as `readableName` does, but keeps what follows a dot. */
export const readableTitle = (text: string): string => readable(text, titleNumber);

function readable(text: string, number: RegExp): string {
  const bare = text
    .replaceAll(/\p{Surrogate}/gu, '\ufffd')
    .normalize('NFC')
    .replaceAll(uuid, ' ')
    .replaceAll(longHex, ' ')
    .replaceAll(/[_+]+/g, ' ')
    .replaceAll(invisible, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const unnumbered = bare.replace(number, '');
  const trimmed = unnumbered.replace(/^[\s\-–—.]+/, '').replace(/[\s\-–—.]+$/, '');
  // Joiners and combining marks alone show nothing.
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(trimmed) ? cutTo(trimmed, 200) : '';
}

/** Returns the start of a text, at most `most` UTF-16 units, never half a surrogate pair. */
function cutTo(text: string, most: number): string {
  return text.length <= most
    ? text
    : text
        .slice(0, most)
        .replace(/\p{Surrogate}$/u, '')
        .trimEnd();
}

/** Returns the parts of a name that may name the stem, likeliest first: the text in brackets, then the text after the last dash. */
function partsOf(name: string): readonly string[] {
  const bracketed = [...name.matchAll(/[([{]([^)\]}]+)[)\]}]/g)].map((match) => match[1] ?? '').reverse();
  const dashed = name.split(/\s[-–—]\s|\s*[–—]\s*/).reverse();
  return [...bracketed, ...dashed, name].map((part) => part.trim()).filter((part) => part !== '');
}

/** Guesses the kind of a stem from its file's name. Returns `other` with the readable name when the name matches no kind. */
export function guessStemKind(fileName: string): GuessedStem {
  const { stemKinds } = words().names;
  const name = readableName(fileName);
  for (const part of partsOf(name)) {
    const kind = kindOf(part);
    if (kind !== null) return { kind, name: plainNames.has(inWords(part)) ? stemKinds[kind] : part };
  }
  return { kind: 'other', name: name === '' ? stemKinds.other : name };
}
