import type { Spoken } from './spoken.ts';

/**
 * What a screen reader says: every control of a screen in its order, with its role, its name, and its value and states. A screen that
 * changes is changed here too: `tests/e2e/appearance/spoken.spec.ts` shows line by line what differs.
 */

const stems = [
  ...['Vocals', 'Backing vocals', 'Drums', 'Percussion', 'Bass', 'Guitar', 'Piano', 'Keyboard', 'Synth'],
  ...['Strings', 'Brass', 'Woodwinds', 'FX'],
];

type StripState = { readonly level?: string; readonly pan?: string; readonly solo?: string };

const strip = (stem: string, { level = '0.0 dB', pan = 'centre', solo = 'not pressed' }: StripState = {}) =>
  [
    ['group', stem],
    ['button', `More for ${stem}`, 'collapsed, menu'],
    ['button', `Mute ${stem}`, 'not pressed'],
    ['button', `Solo ${stem}`, solo],
    ['slider', `${stem} level`, level],
    ['button', `${stem}, type a level`],
    ['slider', `${stem} pan`, pan],
  ] as const;

const library: readonly Spoken[] = [
  ['navigation', 'Library'],
  ['button', 'Library', 'expanded'],
  ['list', 'Songs'],
  ['button', 'Ferry Lights'],
  ['button', 'Song menu', 'collapsed, menu'],
  ['button', 'From kie.ai Paste a task id.'],
  ['button', 'From this computer Choose a folder of stems.'],
  ['button', 'Add song'],
  ['button', 'Settings'],
];

const header = (undo?: string): readonly Spoken[] => [
  ['button', 'Rename'],
  ['button', 'Song details', 'collapsed, dialog'],
  undo === undefined ? ['button', 'Undo'] : ['button', 'Undo', undo],
  ['button', 'Redo', 'unavailable'],
  ['button', 'Reset mix'],
];

const corner: readonly Spoken[] = [
  ['button', 'Ruler shows bars'],
  ['button', 'Zoom out', 'unavailable'],
  ['button', 'Zoom in'],
  ['button', 'Show the whole song', 'unavailable'],
];

type TransportState = { readonly loop: string; readonly click: string; readonly speed: string; readonly key: string };

const transport = ({ loop, click, speed, key }: TransportState): readonly Spoken[] => [
  ['group', 'Transport'],
  ['button', 'To the start'],
  ['button', 'Play'],
  ['button', 'Stop'],
  ['button', 'Loop', loop],
  ['button', 'Click', click],
  ['slider', 'Position', '0:00.0 of 1:17.9'],
  ['group', 'Speed'],
  ['button', 'Tempo, about 120 bpm', 'collapsed, dialog'],
  ['spinbutton', 'Speed', speed],
  ['button', 'Speeds', 'collapsed, menu'],
  ['group', 'Key'],
  ['button', 'Key, perhaps A minor', 'collapsed, menu'],
  ['spinbutton', 'Key, semitones', key],
  ['spinbutton', 'Key, cents', '0 cents'],
  ['button', 'Drums keep their pitch', 'pressed'],
  ['group', 'Master'],
  ['slider', 'Master level', '0.0 dB'],
  ['button', 'Master, type a level'],
  ['button', 'No clipping', 'unavailable'],
  ['button', 'Loudness so far – LUFS – short'],
];

const asRecorded: TransportState = {
  loop: 'not pressed, unavailable',
  click: 'not pressed',
  speed: '100 percent, 120 bpm',
  key: 'as recorded, A minor',
};

const dialog = (title: string, ...rows: readonly Spoken[]): readonly Spoken[] => [
  ['dialog', title],
  ['button', 'Close'],
  ...rows,
];

const radios = (name: string, chosen: string, ...all: readonly string[]): readonly Spoken[] => [
  ['radiogroup', name],
  ...all.map((one): Spoken => ['radio', one, one === chosen ? 'checked' : 'not checked']),
];

const exported = (what: string): readonly Spoken[] => [
  ['group', 'What'],
  ...radios('What to export', what, 'Mix', 'Versions', 'Stems', 'For a DAW', 'NI Stems'),
];

const range: readonly Spoken[] = [
  ['group', 'Range'],
  ['radiogroup', 'How much of the song'],
  ['radio', 'Whole song 1:17.9', 'checked'],
  ['radio', 'Loop drag on the ruler', 'not checked, unavailable'],
];

const wav: readonly Spoken[] = [
  ['group', 'Format'],
  ['combobox', 'Format', 'WAV, collapsed, menu'],
  ['combobox', 'Quality', '24 bit, collapsed, menu'],
];

const named = (...end: readonly Spoken[]): readonly Spoken[] => [
  ['group', 'Name'],
  ['textbox', 'Name template', '{title} - {variant} ({key}, {bpm} bpm)'],
  ['button', 'More', 'collapsed'],
  ...end,
];

const parts = (stem: string, part: string): readonly Spoken[] =>
  radios(stem, part, 'Drums', 'Bass', 'Melody', 'Vocals');

/** Every screen, in the order in which the test visits them. */
export const spokenTable = {
  mixer: [
    ...library,
    ...header('unavailable'),
    ['button', 'Save as a scene'],
    ['button', 'Export'],
    ['region', 'Song'],
    ['group', 'Mixer'],
    ...corner,
    ...stems.flatMap((stem) => strip(stem)),
    ['button', 'Align Drums'],
    ...transport(asRecorded),
  ],
  'mixer in use': [
    ...library,
    ...header(),
    ['button', 'Export'],
    ['region', 'Song'],
    ['group', 'Scenes'],
    ['button', 'Scene Scene 1', 'not pressed'],
    ['button', 'More for scene Scene 1', 'collapsed, menu'],
    ['button', 'Scene Scene 2', 'pressed'],
    ['button', 'More for scene Scene 2', 'collapsed, menu'],
    ['button', 'Save as a scene'],
    ['slider', 'Morph', 'Scene 2'],
    ['button', 'Close the morph fader'],
    ['group', 'Mixer'],
    ['button', 'Loop, bars 1–15', 'collapsed, dialog'],
    ['button', '1 soloed'],
    ['button', 'Chords', 'collapsed, menu'],
    ...corner,
    ['group', 'Sections'],
    ['button', 'Loop Verse'],
    ['group', 'Chords'],
    ['button', 'Bbm'],
    ...stems.flatMap((stem) => {
      if (stem === 'Vocals') return strip(stem, { level: '−6.0 dB', pan: '25 % right' });
      return strip(stem, stem === 'Bass' ? { level: '−∞ dB', pan: '100 % left', solo: 'pressed' } : {});
    }),
    ['group', 'Click'],
    ['button', 'More for the click', 'collapsed, menu'],
    ['slider', 'Click level', '0.0 dB'],
    ['button', 'Click, type a level'],
    ['slider', 'Click pan', 'centre'],
    ['button', 'Vocals, muted here'],
    ['button', 'Align Drums'],
    ...transport({
      loop: 'pressed',
      click: 'pressed',
      speed: '95 percent, 114 bpm',
      key: 'plus 1 semitone, Bb minor',
    }),
  ],
  loop: [
    ['dialog', 'Loop'],
    ['textbox', 'Loop from', '1'],
    ['textbox', 'Loop to', '15'],
    ...radios('Repeats', '∞', '∞', '×2', '×4', '×8'),
    ['checkbox', 'Speed up', 'not checked'],
    ['textbox', 'Percent faster', '5, unavailable'],
    ['textbox', 'Passes for each step', '1, unavailable'],
    ['textbox', 'Speed to reach in percent', '100, unavailable'],
  ],
  'strip-menu': [
    ['menu', 'More for Drums'],
    ['menuitem', 'Reset strip'],
    ['menuitem', 'Enter a level…'],
    ['menuitem', 'Solo only this'],
    ['menuitem', 'Mute only this'],
    ['menuitem', 'Rename…'],
    ['menuitem', 'Shift…'],
    ['menuitem', 'Group with…'],
    ['menuitem', 'Replace file…'],
    ['menuitem', 'Move up'],
    ['menuitem', 'Move down'],
    ['menuitem', 'Preview forward'],
    ['menuitem', 'Send to a cue output…'],
  ],
  speeds: [
    ['menu', 'Speeds'],
    ['menuitemradio', '100 % · 120 bpm', 'checked'],
    ['menuitemradio', '90 % · 108 bpm', 'not checked'],
    ['menuitemradio', '75 % · 90 bpm', 'not checked'],
    ['menuitemradio', '50 % · 60 bpm', 'not checked'],
    ['menuitem', 'Enter speed or tempo…'],
  ],
  tempo: [
    ['dialog', 'Tempo'],
    ['textbox', 'Tempo in bpm', '120'],
    ['button', 'Twice as fast'],
    ['button', 'Half as fast'],
    ['button', 'Tap'],
    ['button', 'Set'],
    ['group', 'Beats'],
    ['button', 'Beats 5 ms earlier'],
    ['button', 'Beats 5 ms later'],
    ['button', 'The 1 a beat earlier'],
    ['button', 'The 1 a beat later'],
    ['button', 'This is 1'],
    ['combobox', 'Time signature', '4/4, collapsed, menu'],
    ['checkbox', 'from this bar on', 'not checked'],
    ['combobox', 'Count-in', 'No count-in, collapsed, menu'],
  ],
  'song-details': [
    ['dialog', 'Song details'],
    ['group', 'Loudness of the stems'],
  ],
  'add-song': dialog(
    'Add song',
    ['textbox', 'Task id'],
    ['button', 'Enter the key'],
    ['button', 'Fetch stems', 'unavailable'],
    ['region', 'New separation'],
    ['button', 'Separate a song'],
    ['region', 'Stems on this computer'],
    ['button', 'Choose folder'],
    ['button', 'Choose files'],
  ),
  settings: dialog(
    'Settings',
    ['region', 'kie.ai key'],
    ['textbox', 'API key'],
    ['button', 'Save key', 'unavailable'],
    ['button', 'Get a key at kie.ai'],
    ['region', 'Appearance'],
    ...radios('Appearance', 'Dark', 'Match system', 'Dark', 'Light'),
    ...radios('Interface size', '100 %', '100 %', '115 %', '130 %', '150 %'),
    ['combobox', 'Language', 'Match system, collapsed, menu'],
    ['region', 'Sound'],
    ['checkbox', 'Protect the speakers when the mix clips Only what you hear; never part of an export.', 'checked'],
    [
      'combobox',
      'Memory for decoded sound More makes jumping about in long songs quicker. Takes effect at the next start.',
      '64 MiB, collapsed, menu',
    ],
    ['combobox', 'Cue output', 'None: everything to the main output, collapsed, menu'],
    ['region', 'Keys and MIDI'],
    ['button', 'Keys and controllers…'],
    ['region', 'Library'],
    ['button', 'Move…'],
    ['button', 'Use another folder…'],
    ['button', 'Restore the demo song'],
    [
      'checkbox',
      "Limit the size of the library When it is full, stems that the service still has are removed from here, those not played for longest first. Never a song that is open, kept, mixed, or can't be downloaded again.",
      'not checked',
    ],
    ['region', 'Purchases'],
    ['region', 'About'],
  ),
  export: dialog(
    'Export',
    ...exported('Mix'),
    ...range,
    ...wav,
    ['group', 'Loudness'],
    ['combobox', 'Loudness', 'Unchanged, collapsed, menu'],
    ...named(['button', 'Save WAV']),
  ),
  'export-stems': dialog(
    'Export',
    ...exported('Stems'),
    ...radios('How the stems are written', 'As set in the mixer', 'As set in the mixer', 'Untouched'),
    ...range,
    ...wav,
    ['group', 'Loudness'],
    ...named(['button', 'Save 13 files']),
  ),
  'export-ni-stems': dialog(
    'Export',
    ...exported('NI Stems'),
    ['group', 'Parts of the stem file'],
    ...stems.flatMap((stem) => {
      if (stem.toLowerCase().includes('vocals')) return parts(stem, 'Vocals');
      if (stem === 'Drums' || stem === 'Percussion') return parts(stem, 'Drums');
      return parts(stem, stem === 'Bass' || stem === 'Synth' ? 'Bass' : 'Melody');
    }),
    ...range,
    ['group', 'Format'],
    ['group', 'Loudness'],
    ...named(['button', 'Save NI Stems']),
  ),
  'export-nothing': dialog(
    'Export',
    ...exported('Versions'),
    ['group', 'Versions'],
    ['group', 'The song'],
    ...['Current mix', 'Instrumental', 'A cappella', 'Drums and bass'].map(
      (name) => ['checkbox', name, 'not checked'] as const,
    ),
    ['button', 'All of: One stem alone'],
    ['button', 'All of: Without one stem'],
    ['button', 'All of: One stem forward'],
    ...stems.flatMap((stem) =>
      [stem, `No ${stem}`, `${stem} forward`].map((name) => ['checkbox', name, 'not checked'] as const),
    ),
    ...range,
    ...wav,
    ['group', 'Loudness'],
    ['combobox', 'Loudness', 'Unchanged, collapsed, menu'],
    ...named(['button', 'Save WAV', 'unavailable']),
  ),
  'export-loudness': dialog(
    'Export',
    ...exported('Mix'),
    ...range,
    ...wav,
    ['group', 'Loudness'],
    ['combobox', 'Loudness', 'Custom…, collapsed, menu'],
    ['spinbutton', 'Target in LUFS', '-14'],
    ['spinbutton', 'True peak ceiling in dBTP', '-1'],
    ...named(['button', 'Save WAV']),
  ),
  shortcuts: dialog(
    'Keyboard shortcuts',
    ['region', 'Keyboard shortcuts'],
    ['button', 'Change keys…'],
    ['button', 'Done'],
  ),
  /** With "zoom" in the search: the list has two such lines for each command. */
  controls: dialog(
    'Keys and controllers',
    ['region', 'Pedals and knobs'],
    ['button', 'Learn…'],
    ['button', 'Look for MIDI again'],
    ['region', 'MIDI clock'],
    ['combobox', 'MIDI clock goes to', 'Off, collapsed, menu, unavailable'],
    ['region', 'Keys'],
    [
      'checkbox',
      'Letters, digits and signs act by themselves Off: only keys with Ctrl or Alt, Space, arrows and the like.',
      'checked',
    ],
    ['searchbox', 'Find a command', 'zoom'],
    ['button', 'Usual keys', 'unavailable'],
    ['button', 'Take + from Zoom in'],
    ['button', 'Take = from Zoom in'],
    ['button', 'Add a key for Zoom in'],
    ['button', 'Take − from Zoom out'],
    ['button', 'Add a key for Zoom out'],
  ),
  learn: [
    ['group', 'Learn'],
    ['button', 'All keys and controllers…'],
    ['button', 'Done'],
  ],
  'lyrics-none': [
    ['region', 'Lyrics'],
    ['button', 'More for the lyrics', 'collapsed, menu'],
    ['button', 'Close lyrics'],
    ['button', 'Import lyrics…'],
    ['textbox', 'Or paste them here'],
    ['button', 'Use this text', 'unavailable'],
  ],
  lyrics: [
    ['region', 'Lyrics'],
    ['button', 'Open the stage window', 'not pressed'],
    ['button', 'More for the lyrics', 'collapsed, menu'],
    ['button', 'Close lyrics'],
    ['group', 'Words'],
    ['button', 'Night'],
    ['button', 'drive'],
    ['button', 'Ferry'],
    ['button', 'lights'],
  ],
  setlist: [
    ['navigation', 'Library'],
    ['button', 'Library', 'expanded'],
    ['group', 'Show in the panel'],
    ['button', 'Songs', 'not pressed'],
    ['button', 'Setlist', 'pressed'],
    ['button', 'Setlist: Setlist', 'collapsed, menu'],
    ['button', 'Undo in setlists'],
    ['button', 'More for the setlist', 'collapsed, menu'],
    ['list', 'Songs of Setlist'],
    ['button', 'Ferry Lights'],
    ['button', 'Song of the setlist', 'collapsed, menu'],
    ['button', 'Add song'],
    ['button', 'Settings'],
  ],
} as const satisfies Record<string, readonly Spoken[]>;
