import { describe, expect, it } from 'vitest';
import { guessStemKind, readableName, type StemKind } from '../../../electron/contract/index.ts';

const table: readonly (readonly [fileName: string, kind: StemKind, name: string])[] = [
  ['Vocals.mp3', 'vocals', 'Vocals'],
  ['vocals.wav', 'vocals', 'Vocals'],
  ['VOCALS.WAV', 'vocals', 'Vocals'],
  ['vox.wav', 'vocals', 'Vocals'],
  ['Lead Vox.wav', 'vocals', 'Lead Vox'],
  ['LeadVocal.wav', 'vocals', 'LeadVocal'],
  ['Ld Voc 1.wav', 'vocals', 'Ld Voc 1'],
  ['acapella.mp3', 'vocals', 'acapella'],
  ['03_Acappella.flac', 'vocals', 'Acappella'],
  ['Night Drive (Vocals).mp3', 'vocals', 'Vocals'],
  ['Night Drive - Vocals.mp3', 'vocals', 'Vocals'],
  ['Bass Player Blues - Vocals.mp3', 'vocals', 'Vocals'],
  ['8c1d9f3e-52aa-4b0c-9d52-0f4e3b1c7a55_Backing_Vocals.mp3', 'backingVocals', 'Backing vocals'],
  ['8c1d9f3e-52aa-4b0c-9d52-0f4e3b1c7a55_Vocals.mp3', 'vocals', 'Vocals'],
  ['8c1d9f3e52aa4b0c9d520f4e3b1c7a55-Drums.mp3', 'drums', 'Drums'],
  ['Backing Vocals.wav', 'backingVocals', 'Backing vocals'],
  ['backing_vox.wav', 'backingVocals', 'Backing vocals'],
  ['BGV.wav', 'backingVocals', 'Backing vocals'],
  ['BVs Left.wav', 'backingVocals', 'BVs Left'],
  ['Vox Harmony.wav', 'backingVocals', 'Vox Harmony'],
  ['Vocals - Harmonies.wav', 'backingVocals', 'Harmonies'],
  ['Choir.wav', 'backingVocals', 'Choir'],
  ['Adlibs.wav', 'backingVocals', 'Adlibs'],
  ['drums.wav', 'drums', 'Drums'],
  ['Drum Kit.wav', 'drums', 'Drums'],
  ['Kick.wav', 'drums', 'Kick'],
  ['Kick In.wav', 'drums', 'Kick In'],
  ['02 - Snare Top.wav', 'drums', 'Snare Top'],
  ['HiHat.wav', 'drums', 'HiHat'],
  ['Hi-Hat.aif.wav', 'drums', 'Hi-Hat.aif'],
  ['OH L.wav', 'drums', 'OH L'],
  ['Bass Drum.wav', 'drums', 'Bass Drum'],
  ['Floor Tom 1.wav', 'drums', 'Floor Tom 1'],
  ['Percussion.wav', 'percussion', 'Percussion'],
  ['perc.ogg', 'percussion', 'Percussion'],
  ['Shaker.wav', 'percussion', 'Shaker'],
  ['Tambourine 2.wav', 'percussion', 'Tambourine 2'],
  ['01 - Bass.wav', 'bass', 'Bass'],
  ['01. Bass.wav', 'bass', 'Bass'],
  ['1 bass.wav', 'bass', 'Bass'],
  ['Bass Guitar.wav', 'bass', 'Bass Guitar'],
  ['Sub Bass.wav', 'bass', 'Sub Bass'],
  ['808.wav', 'bass', '808'],
  ['Synth Bass.wav', 'bass', 'Synth Bass'],
  ['Guitar.mp3', 'guitar', 'Guitar'],
  ['Guitars.mp3', 'guitar', 'Guitar'],
  ['E-Gtr 2.wav', 'guitar', 'E-Gtr 2'],
  ['AGtr.wav', 'guitar', 'AGtr'],
  ['Acoustic Gtr L.wav', 'guitar', 'Acoustic Gtr L'],
  ['Banjo.wav', 'guitar', 'Banjo'],
  ['Piano.wav', 'piano', 'Piano'],
  ['Grand Piano.wav', 'piano', 'Grand Piano'],
  ['pno.wav', 'piano', 'pno'],
  ['Electric Piano.wav', 'keyboard', 'Electric Piano'],
  ['Rhodes.wav', 'keyboard', 'Rhodes'],
  ['Keys.wav', 'keyboard', 'Keyboard'],
  ['Keyboard.mp3', 'keyboard', 'Keyboard'],
  ['Hammond B3.wav', 'keyboard', 'Hammond B3'],
  ['Synth.mp3', 'synth', 'Synth'],
  ['Pad.wav', 'synth', 'Pad'],
  ['Arp 1.wav', 'synth', 'Arp 1'],
  ['Strings.mp3', 'strings', 'Strings'],
  ['Violins 1.wav', 'strings', 'Violins 1'],
  ['Cello.wav', 'strings', 'Cello'],
  ['Brass.mp3', 'brass', 'Brass'],
  ['Trumpet.wav', 'brass', 'Trumpet'],
  ['Horns.wav', 'brass', 'Horns'],
  ['Woodwinds.mp3', 'woodwinds', 'Woodwinds'],
  ['Alto Sax.wav', 'woodwinds', 'Alto Sax'],
  ['Flute.wav', 'woodwinds', 'Flute'],
  ['Bassoon.wav', 'woodwinds', 'Bassoon'],
  ['English Horn.wav', 'woodwinds', 'English Horn'],
  ['FX.mp3', 'fx', 'FX'],
  ['SFX.wav', 'fx', 'FX'],
  ['Riser 3.wav', 'fx', 'Riser 3'],
  ['Instrumental.mp3', 'instrumental', 'Instrumental'],
  ['Night Drive (Instrumental).mp3', 'instrumental', 'Instrumental'],
  ['no_vocals.wav', 'instrumental', 'Instrumental'],
  ['Backing Track.mp3', 'instrumental', 'Backing Track'],
  ['Karaoke.mp3', 'instrumental', 'Karaoke'],
  ['other.wav', 'other', 'other'],
  ['Kazoo.wav', 'other', 'Kazoo'],
  ['Track 07.wav', 'other', 'Track 07'],
  ['Night Drive.mp3', 'other', 'Night Drive'],
  ['.mp3', 'other', 'Other'],
  ['07.mp3', 'other', '07'],
  ['Subway.wav', 'other', 'Subway'],
  ['Keystone.wav', 'other', 'Keystone'],
  ['Stringent.wav', 'other', 'Stringent'],
];

describe('the kind of a stem, by the name of its file', () => {
  it.each(table)('%s is %s', (fileName, kind, name) => {
    expect(guessStemKind(fileName)).toEqual({ kind, name });
  });

  it('is guessed for any text, and gives a name that can be shown', () => {
    for (const text of ['', '   ', '\u0000', '\u202egnp.exe', '<img src=x onerror=1>.mp3', '€'.repeat(500)]) {
      const { name } = guessStemKind(text);
      expect(name.length).toBeGreaterThan(0);
      expect(name.length).toBeLessThanOrEqual(200);
      expect(name).not.toMatch(/[\u0000\u202e]/);
    }
  });

  it('reads a name as people say it', () => {
    expect(readableName('02_-_My_Song__(final).wav')).toBe('My Song (final)');
  });
});
