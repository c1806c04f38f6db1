import { plural } from '../intl.ts';

/** Toasts and states of the page, and names of the steps that undo takes back. */
export const notices = {
  /** `name`: of a file, or of the folder of several. */
  saved: (name: string) => `${name} is saved`,
  savedWithout: (name: string, stems: readonly string[]) => `${name} is saved, without ${stems.join(', ')}`,

  songs: {
    added: (title: string) => `${title} is in the library`,
    separating: (title: string) => `${title} is being separated`,
    imported: (title: string) => `${title} is imported`,
    severalImported: (count: number) =>
      plural(count, { one: '# song is imported', other: `${String(count)} songs are imported` }),
    /** Files of an import that are no stems. */
    filesLeftOut: (title: string, count: number) =>
      `${title}: ${plural(count, { one: '# file was left out', other: `${String(count)} files were left out` })}`,
    showFilesLeftOut: 'Show which',
    importCancelled: 'Import cancelled. Nothing was added.',
    restCancelled: 'Import cancelled. The rest was not added.',
    /** Beside a failure: which song of several it is about. */
    detailOf: (title: string, detail: string) => `${title}: ${detail}`,
    tooManyFiles: (count: number) => `${String(count)} files`,
    nothingNew: (title: string) => `${title} has every stem that the service offers`,
    nothingNewUntitled: 'The song has every stem that the service offers',
    libraryMoved: (folder: string) => `The library is in ${folder} now`,
    libraryUsed: (folder: string) => `Songs come from ${folder} now`,
  },

  purchases: {
    uncertain: 'No answer came to a purchase, so it may have been paid for',
    saved: 'Your purchases are saved',
  },

  mixing: {
    /** X is the key on the keyboard. */
    loopFirst: 'Set a loop first: X mutes the stem in it',
    scenesFull: 'All eight scenes are taken: Shift and F1 to F8 save over one',
    /** `key`: such as F3. */
    noScene: (key: string) => `There is no scene on ${key}: Shift ${key} saves the mix there`,
  },

  sheet: {
    chordsGuessed: 'Chords without a place in the song stand a bar apart: drag them to theirs',
    noOnset: 'The vocals have no onset nearby',
  },

  setlists: {
    songAdded: (title: string, setlist: string) => `${title} is in ${setlist}`,
    songAddedUnnamed: (title: string) => `${title} is in the setlist`,
    allComplete: 'Every song of the setlist is complete',
    incomplete: (count: number) =>
      plural(count, {
        one: '# song of the setlist is incomplete',
        other: `${String(count)} songs of the setlist are incomplete`,
      }),
    /** `reason`: one line that may end with a full stop. */
    skipped: (title: string, reason: string) => `${title} is skipped: ${reason}`,
    /** The name of a new setlist, and of further ones. */
    name: 'Setlist',
    numberedName: (number: number) => `Setlist ${String(number)}`,
  },

  exports: {
    /** The name of the file of the click, in place of that of a version. */
    click: 'Click',
    /** A version of the song and a section of it, in names of files too. */
    versionOfSection: (version: string, section: string) => `${version}, ${section}`,
    /** Why a stem is left out, in a row of them. `reason`: one line that may end with a full stop. */
    stemLeftOut: (stem: string, reason: string) => `${stem}: ${reason.replace(/\.$/, '')}`,
    stemsLeftOut: (stems: readonly string[]) => stems.join('; '),
  },

  /** What the command line is told when it asks for what the song does not have. */
  requests: {
    noStem: (word: string, stems: readonly string[]) => `There is no ${word}; the stems are ${stems.join(', ')}`,
    noLoop: 'This mix has no loop',
    noSection: (name: string) => `This song has no section "${name}"`,
    noScenes: 'This song has no scenes',
    noScene: (name: string, scenes: readonly string[]) =>
      `This song has no scene "${name}"; its scenes are ${scenes.join(', ')}`,
  },

  /** Names of the steps that undo takes back. */
  steps: {
    mix: {
      level: (stem: string) => `Level of ${stem}`,
      pan: (stem: string) => `Pan of ${stem}`,
      mute: (stem: string) => `Mute ${stem}`,
      unmute: (stem: string) => `Unmute ${stem}`,
      solo: (stem: string) => `Solo ${stem}`,
      unsolo: (stem: string) => `Unsolo ${stem}`,
      clearMuteAndSolo: 'Clear mute and solo',
      master: 'Master level',
      speed: 'Speed',
      key: 'Key',
      drumsKeepPitch: 'Drums keep their pitch',
      drumsFollowKey: 'Drums follow the key',
      asRecorded: 'Speed and key as recorded',
      align: (stem: string) => `Align ${stem}`,
      unalign: (stem: string) => `Unalign ${stem}`,
      resetStrip: (stem: string) => `Reset ${stem}`,
      reset: 'Reset mix',
    },
    scenes: {
      save: (scene: string) => `Save ${scene}`,
      saveOver: (scene: string) => `Save over ${scene}`,
      recall: (scene: string) => `Recall ${scene}`,
      compare: 'Compare scenes',
      morph: (from: string, to: string) => `Morph ${from} – ${to}`,
      rename: 'Rename scene',
      remove: (scene: string) => `Remove ${scene}`,
    },
    loop: {
      set: 'Loop',
      remove: 'Remove loop',
      chain: 'Chain of sections',
      /** `passes`: such as ×4, or ∞ without end. */
      repeats: (passes: string) => `Repeats ${passes}`,
      after: 'After the loop',
      ramp: 'Speed ramp',
      rampOn: 'Speed ramp on',
      rampOff: 'Speed ramp off',
    },
    click: {
      on: 'Click on',
      off: 'Click off',
      countIn: (bars: number) => `Count-in ${plural(bars, { one: '# bar', other: '# bars' })}`,
      countInOff: 'Count-in off',
    },
    beats: {
      asEstimated: 'Beats as estimated',
      tempo: 'Tempo',
      tapped: 'Tapped tempo',
      twice: 'Twice the tempo',
      half: 'Half the tempo',
      nudge: 'Nudge beats',
      moveOne: 'Move the 1',
      thisIsOne: 'This is 1',
      /** `meter`: such as 6/8. */
      meter: (meter: string) => `Time signature ${meter}`,
    },
    sections: {
      add: 'New section',
      rename: 'Rename section',
      recolour: 'Colour of sections',
      remove: 'Remove section',
      move: 'Move section',
    },
    stretches: {
      add: (stem: string) => `Automation of ${stem}`,
      move: 'Move stretch',
      level: 'Level of a stretch',
      remove: 'Remove stretch',
    },
    chords: {
      set: (chord: string) => `Chord ${chord}`,
      remove: 'Remove chord',
      move: 'Move chord',
      capo: (fret: number) => `Capo ${String(fret)}`,
      noCapo: 'No capo',
      import: 'Import chords',
      removeAll: 'Remove chords',
    },
    lyrics: {
      import: 'Import lyrics',
      type: 'Type lyrics',
      fromService: 'Lyrics from kie.ai',
      remove: 'Remove lyrics',
      timeWord: 'Time a word',
      stepBack: 'Step back',
      earlier: 'Lyrics earlier',
      later: 'Lyrics later',
      splitLine: 'Split line',
      joinLines: 'Join lines',
      snapWord: 'Snap a word to the vocals',
      snapAll: 'Snap words to the vocals',
      guess: 'Guess times of lines',
      moveWord: 'Move a word',
      moveLine: 'Move a line',
      moveAll: 'Move all lyrics',
    },
    setlists: {
      addSong: (title: string) => `Add ${title}`,
      addSongs: 'Add songs',
      create: 'New setlist',
      rename: 'Rename setlist',
      remove: (setlist: string) => `Remove ${setlist}`,
      move: (title: string) => `Move ${title}`,
      takeOut: (title: string) => `Take out ${title}`,
      note: (title: string) => `Note of ${title}`,
      ending: (title: string) => `End of ${title}`,
      speedAndKey: (title: string) => `Speed and key of ${title}`,
      import: (setlist: string) => `Import ${setlist}`,
    },
  },
} as const;
