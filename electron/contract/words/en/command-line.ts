/** What commands in a terminal print. Options, their values and the names of formats are typed as they are in every language. */
export const commandLine = {
  /** The text of `--help`. */
  usage: `Stemroom without a window:

  stemroom --list
      prints the library as JSON
  stemroom --export <song title, session id, folder or ZIP of stems> [options]
      writes mixes of a song; a folder or ZIP is not added to the library

Which mix
  --mix saved|all          as it was left (the usual), or every stem at 0 dB
  --mix <file.json>        a mix.json of a song
  --mix minus:<stem>|only:<stem>|forward:<stem>|instrumental|acapella|drums-and-bass
  --variants <list>        several versions at once: the same words with commas between them,
                           and each, minus, forward (each stem alone, the song minus each, each
                           forward); all stands for all but forward
  --forward <stem>         the stem at its level, the others lower; the same as forward:<stem>
  --others <dB>            by how much, 3 to 18; 9 unless said otherwise
  --split                  the stem left, the others right
  --scene <name or key>    the mix of a scene, by its name or its key (1 to 8); all: a file for each
  --stems [as-mixed|untouched]
                           each stem as a file, aligned and of equal length
  --format stem            one file for DJ players (NI Stems): the mix and four groups of it
  --groups <list>          groups for its stems that are not the usual ones, such as synth:bass,fx:drums;
                           the groups are drums, bass, melody and vocals
  --daw                    a folder with the stems and projects for REAPER and for DAWs that read DAWproject
  --loop                   only the loop of the mix
  --section <name>         only the first section of this name
  --click [mix|file]       the click on the song's beats, in each mix or in a file of its own
  --count-in 1|2|4         bars of count-in before the song

How it is written
  --format wav|wav16|wav24|wav32|flac|flac16|mp3|mp3-320|V0|V2|opus|opus-160|aac|aac-256
  --rate song|44100|48000
  --loudness off|<LUFS>    such as -14
  --ceiling <dBTP>         -1 unless said otherwise; only with --loudness
  --artist <name>          for the tags
  --strict                 stops when a stem cannot be read; otherwise it is left out, with a note
  --report                 writes a JSON document about loudness beside the files

Where
  --out <file or folder>   here unless said otherwise; a folder when there are several files
  --overwrite              the file that --out names may be replaced
  --name <template>        such as "{title} - {variant} ({key}, {bpm} bpm)"
  --user-data-dir=<folder> another library

Progress goes to standard error, with stems that were left out or are damaged; a summary as JSON to
standard output.
Exit codes: 0 done, 1 an error of Stemroom's own, 2 wrong words, 3 song not found,
4 could not be written, 5 stems cannot be read, 130 interrupted.
`,
  /** A sentence that says what is wrong with the options. */
  seeHelp: (wrong: string) => `${wrong} See stemroom --help.`,
  ownError: 'Stemroom met an error of its own.',
  /** What is wrong with the options. `option` is one with its dashes, such as `--out`. */
  wrong: {
    noOption: (word: string) => `"${word}" is no option.`,
    twice: (option: string) => `${option} is there twice.`,
    takesNoValue: (option: string) => `${option} takes no value.`,
    needsValue: (option: string) => `${option} needs a value.`,
    needsSong: (option: string) => `${option} needs a song.`,
    standsAlone: (option: string) => `${option} stands alone.`,
    /** One option is only good with another. */
    overwriteWithoutOut: (option: string, out: string) => `${option} belongs to an ${out}.`,
    groupsWithoutStemFile: (option: string, format: string) => `${option} belongs to ${format}.`,
    ceilingWithoutLoudness: (option: string, loudness: string) => `${option} belongs to a ${loudness}.`,
    othersWithoutForward: (others: string, split: string, forward: string) =>
      `${others} and ${split} belong to a ${forward}.`,
    eitherLoopOrSection: (loop: string, section: string) => `Either ${loop} or ${section}.`,
    eitherOneVersionOrOthers: (mix: string, variants: string, forward: string) =>
      `Either one version with ${mix}, or others with ${variants} and ${forward}.`,
    eitherKind: (stems: string, daw: string, format: string) =>
      `Either versions of the mix, or ${stems}, or ${daw}, or ${format}.`,
    unknownValue: (option: string, value: string) => `${option} does not know "${value}".`,
    notGroups: (option: string, example: string, groups: readonly string[]) =>
      `${option} is a list such as ${example}; the groups are ${groups.join(', ')}.`,
    tooManyGroups: (option: string) => `${option} names more stems than a song has.`,
    endingHoldsNoStems: (ending: string) => `A file that ends in ${ending} would not hold stems.`,
    endingHoldsNot: (ending: string, format: string) => `A file that ends in ${ending} would not hold ${format}.`,
    notForThisKind: (option: string) => `${option} is for mixes, versions and stems.`,
    clickOfStems: (option: string) => `Stems have the click in a file of its own: ${option}.`,
    loudnessOfStems: (option: string) => `${option} is for mixes; stems keep their levels.`,
    notClick: (option: string, mix: string, file: string, value: string) =>
      `${option} is ${mix} or ${file}, not "${value}".`,
    notCountIn: (option: string, bars: readonly string[], value: string) =>
      `${option} is ${bars.join(', ')} bars, not "${value}".`,
    notRate: (option: string, song: string, rates: readonly [string, string], value: string) =>
      `${option} is ${song}, ${rates.join(' or ')}, not "${value}".`,
    notNumber: (option: string, least: number, most: number, value: string) =>
      `${option} is a number from ${String(least)} to ${String(most)}, not "${value}".`,
    notText: (option: string, longest: number) => `${option} is a text of 1 to ${String(longest)} characters.`,
  },
  /** Why a command ended. */
  failed: {
    /** Makes a sentence of what has no full stop. */
    sentence: (text: string) => `${text}.`,
    fileThere: (option: string, path: string) => `There is a file already; say ${option} to have it replaced: ${path}.`,
    noSuchSong: (detail: string) => `There is no such song: ${detail}.`,
    quoted: (word: string) => `"${word}"`,
    severalOfTitle: (title: string, ids: readonly string[]) => `several songs are called "${title}": ${ids.join(', ')}`,
    /** `titles`: the first few of them; `isCut`: there are more. */
    severalInFolder: (folder: string, count: number, titles: readonly string[], isCut: boolean) =>
      `"${folder}" holds ${String(count)} songs, ${[...titles.map((title) => `"${title}"`), ...(isCut ? ['...'] : [])].join(', ')}: name the folder of one`,
    noMix: (path: string) => `${path} is no mix`,
    overwriteOfSeveral: (option: string, out: string) => `${option} is for one file, which ${out} names`,
    isFile: (path: string) => `${path} is a file`,
    isNoFile: (path: string) => `${path} is no file`,
  },
  /** Remarks on an export. */
  remarks: {
    leftOutFile: (file: string, why: string) => `Left out: ${file}: ${why}`,
    leftOutStem: (stem: string, why: string) => `Left out: ${stem}. ${why}`,
    /** To three places. */
    damaged: (stem: string, seconds: number) => `Damaged: ${stem}. ${String(seconds)} s of it is silent.`,
    hardlyDamaged: (stem: string) => `Damaged: ${stem}. Less than 0.001 s of it is silent.`,
    percent: (percent: number) => `${String(percent)} %`,
  },
} as const;
