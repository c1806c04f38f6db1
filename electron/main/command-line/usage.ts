/** What `--help` says. */
export const usage = `Stemroom without a window:

  stemroom --list
      prints the library as JSON
  stemroom --export <song title, session id or folder of stems> [options]
      writes mixes of a song; a folder is not added to the library

Which mix
  --mix saved|all          as it was left (the usual), or every stem at 0 dB
  --mix <file.json>        a mix.json of a song
  --mix minus:<stem>|only:<stem>|instrumental|acapella|drums-and-bass
  --variants <list>        several versions at once: the same words with commas between them,
                           and all, each, minus (each stem alone, the song minus each)
  --stems [as-mixed|untouched]
                           each stem as a file, aligned and of equal length
  --format stem            one file for DJ players (NI Stems): the mix and four groups of it
  --groups <list>          groups for its stems that are not the usual ones, such as synth:bass,fx:drums;
                           the groups are drums, bass, melody and vocals
  --daw                    a folder with the stems and projects for REAPER and for DAWs that read DAWproject
  --loop                   only the loop of the mix

How it is written
  --format wav|wav16|wav24|wav32|flac|flac16|mp3|mp3-320|V0|V2|opus|opus-160|aac|aac-256
  --rate song|44100|48000
  --loudness off|<LUFS>    such as -14
  --ceiling <dBTP>         -1 unless said otherwise; only with --loudness
  --artist <name>          for the tags
  --strict                 stops when a stem cannot be read; otherwise it is left out, and that is told
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
`;
