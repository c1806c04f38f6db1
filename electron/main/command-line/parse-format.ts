import { aacKbps, mp3Qualities, opusKbps, type ExportFormat } from '#contract';

const kinds = /^(wav|flac|mp3|opus|aac|m4a|(?=v))-?(.*)$/;

/**
 * The format that a word of the command line names, such as `wav`, `wav16`, `flac24`, `mp3-320`, `V0`, `opus-160`, `aac`; null when
 * it names none. A kind alone takes the best of its usual forms.
 */
export function parseFormat(word: string): ExportFormat | null {
  const [, kind = 'unknown', detail = ''] = kinds.exec(word.toLowerCase()) ?? [];
  switch (kind) {
    case 'wav': {
      const bits = oneOf([16, 24, 32] as const, detail, 24);
      return bits === null ? null : { kind, bits };
    }
    case 'flac': {
      const bits = oneOf([16, 24] as const, detail, 24);
      return bits === null ? null : { kind, bits };
    }
    case '':
    case 'mp3': {
      const quality = oneOf(mp3Qualities, detail.toUpperCase(), 'V0');
      return quality === null ? null : { kind: 'mp3', quality };
    }
    case 'opus': {
      const kbps = oneOf(opusKbps, detail, 160);
      return kbps === null ? null : { kind, kbps };
    }
    case 'aac':
    case 'm4a': {
      const kbps = oneOf(aacKbps, detail, 256);
      return kbps === null ? null : { kind: 'aac', kbps };
    }
    default:
      return null;
  }
}

/** The format of files that end so; null for any other ending, as the `.v2` of `take.v2` is none. */
export function formatOfEnding(ending: string): ExportFormat | null {
  return /^(wav|flac|mp3|opus|m4a|aac)$/i.test(ending) ? parseFormat(ending) : null;
}

/** The one that is written so; `usual` for nothing, null for anything else. */
function oneOf<Value extends string | number>(values: readonly Value[], written: string, usual: Value): Value | null {
  return written === '' ? usual : (values.find((value) => String(value) === written) ?? null);
}
