import { afterEach, describe, expect, it } from 'vitest';
import {
  explainFailure,
  explainSkip,
  failureKinds,
  failure,
  hasStandInTitle,
  pseudoLocale,
  speak,
  standInTitle,
  unknownSeparated,
} from '../../../electron/contract/index.ts';
import { taskIdSchema } from '../../../electron/contract/schemas/ids.ts';

afterEach(() => {
  speak(() => 'en');
});

describe('why a file was left out', () => {
  it.each(['a tracker module', 'an AVI film', 'a Flash film', 'an MPEG film', 'free-format MP3', 'AAC in LATM'])(
    'is one sentence for %s',
    (detail) => {
      const skipped = { file: 'a', reason: 'unsupportedFormat', detail } as const;
      expect(explainSkip(skipped)).toBe(`This is ${detail}, which Stemroom can't play.`);
    },
  );

  it('is one sentence for what is no file, and for an archive that is packed too tight', () => {
    expect(explainSkip({ file: 'a', reason: 'unreadable', detail: 'not a file' })).toBe(
      'It cannot be read (not a file).',
    );
    expect(explainSkip({ file: 'a', reason: 'archiveTooLarge', detail: '200 times their size' })).toBe(
      'Stemroom unpacks archives of up to 200 times their size.',
    );
  });
});

describe('another language', () => {
  it('is spoken by every failure from then on, and its button stays', () => {
    speak(() => pseudoLocale);
    for (const kind of failureKinds) expect(explainFailure(failure(kind)).happened).toMatch(/^⟦.+⟧$/);
    expect(explainFailure(failure('offline')).remedy).toBe('retry');
  });

  it('knows a title that stands in, also when the song came in English', () => {
    const taskId = taskIdSchema.parse('0123456789abcdef');
    const origin = {
      from: 'task',
      taskId,
      expiresAt: null,
      note: null,
      route: null,
      separated: unknownSeparated,
    } as const;
    const title = standInTitle(taskId);
    expect(title).toBe('Task 01234567');
    speak(() => pseudoLocale);
    expect(hasStandInTitle({ title, origin })).toBe(true);
    expect(hasStandInTitle({ title: 'A song', origin })).toBe(false);
  });
});
