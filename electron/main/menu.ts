import { Menu, type MenuItemConstructorOptions } from 'electron';
import { type Command, words } from '#contract';

type MenuActions = {
  /** Sends a command to the page. */
  readonly command: (command: Command) => void;
  readonly openLogFolder: () => void;
  readonly saveDiagnostics: () => void;
  readonly showAbout: () => void;
};

const sceneCommands = ['scene1', 'scene2', 'scene3', 'scene4', 'scene5', 'scene6', 'scene7', 'scene8'] as const;

type Items = MenuItemConstructorOptions[];
const separator: MenuItemConstructorOptions = { type: 'separator' };

/**
 * Returns the template of the native menu. Keys without Ctrl or Cmd (Space, arrows, digits) are no accelerators here: only the page
 * knows whether the user is typing.
 */
export function menuTemplate(actions: MenuActions, isMac: boolean, hasDevTools: boolean): Items {
  const item = (label: string, command: Command, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    id: command,
    ...(accelerator === undefined ? {} : { accelerator }),
    click: () => {
      actions.command(command);
    },
  });
  const about = { label: 'About Stemroom', id: 'about', click: actions.showAbout };
  const settings = item('Settings…', 'settings', 'CmdOrCtrl+,');

  const appMenu: Items = [
    {
      label: 'Stemroom',
      submenu: [
        about,
        separator,
        settings,
        separator,
        { role: 'services' },
        separator,
        { role: 'hide' },
        { role: 'hideOthers' },
        { role: 'unhide' },
        separator,
        { role: 'quit' },
      ],
    },
  ];
  const file: Items = [
    item('Add Song…', 'addSong', 'CmdOrCtrl+N'),
    item('Import Folder…', 'importFolder', 'CmdOrCtrl+O'),
    item('Import Files…', 'importFiles', 'CmdOrCtrl+Shift+O'),
    separator,
    item('Export…', 'export', 'CmdOrCtrl+E'),
    separator,
    ...(isMac ? [{ role: 'close' } as const] : [settings, separator, { role: 'quit' } as const]),
  ];
  const { nativeMenu: strips } = words().strips;
  const edit: Items = [
    item('Undo', 'undo', 'CmdOrCtrl+Z'),
    item('Redo', 'redo', 'CmdOrCtrl+Shift+Z'),
    separator,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
    separator,
    item('Reset Mix', 'resetMix'),
    separator,
    item(strips.rename, 'renameStrip'),
    item(strips.shift, 'shiftStrip'),
    item(strips.moveUp, 'moveStripUp'),
    item(strips.moveDown, 'moveStripDown'),
  ];
  const playback: Items = [
    item('Play or Pause', 'playPause'),
    item('Stop', 'stop'),
    item('Next Song of Setlist', 'nextInSet'),
    item('Previous Song of Setlist', 'previousInSet'),
    separator,
    item('Slower', 'slower'),
    item('Faster', 'faster'),
    item('Key Down', 'keyDown'),
    item('Key Up', 'keyUp'),
    item('Speed and Key as Recorded', 'playAsRecorded'),
    separator,
    item('Click', 'click'),
    item('Next Count-In', 'countIn'),
    separator,
    item('Twice the Tempo', 'twiceTheTempo'),
    item('Half the Tempo', 'halfTheTempo'),
    item('This Is 1', 'thisIsOne'),
    item('Beats as Estimated', 'beatsAsEstimated'),
    separator,
    item('Name Section Here', 'nameSection'),
    item('Chord Here', 'typeChord'),
    item('Import Chords…', 'importChords'),
    item('Save Chords…', 'saveChords'),
    item('Previous Section', 'previousSection'),
    item('Next Section', 'nextSection'),
    item('Loop From Here', 'loopFromHere'),
    item('Loop To Here', 'loopToHere'),
    item('Next Number of Repeats', 'nextRepeats'),
    item('Speed Ramp', 'toggleRamp'),
    item('Edit Loop…', 'editLoop'),
    separator,
    item('Automation', 'editStretches'),
    item('Mute Stem in Loop', 'mutePart'),
    separator,
    item('Learn a Pedal or Knob', 'learn'),
  ];
  const scenes: Items = [
    item('Save as a Scene', 'saveScene'),
    separator,
    ...sceneCommands.map((command, index) => item(`Recall Scene ${String(index + 1)}`, command)),
    separator,
    item('Compare the Last Two', 'compareScenes'),
    item('Morph Between Them', 'morphScenes'),
    separator,
    item('Preview Stem Forward', 'previewForward'),
  ];
  const view: Items = [
    item('Show or Hide Library', 'toggleLibrary', 'CmdOrCtrl+L'),
    item('Show Setlist', 'showSetlist', 'CmdOrCtrl+Shift+L'),
    item('Show or Hide Lyrics', 'toggleLyrics'),
    item('Stage Window', 'toggleStage'),
    separator,
    item('Usual Size', 'usualSize', 'CmdOrCtrl+0'),
    item('Larger', 'larger', 'CmdOrCtrl+Plus'),
    item('Smaller', 'smaller', 'CmdOrCtrl+-'),
    { role: 'togglefullscreen' },
    ...(hasDevTools ? [separator, { role: 'toggleDevTools' } as const] : []),
  ];
  const help: Items = [
    item('Keyboard Shortcuts', 'shortcuts'),
    item('Keys and Controllers…', 'controls'),
    separator,
    { label: 'Open Log Folder', id: 'openLogFolder', click: actions.openLogFolder },
    { label: 'Save Diagnostics…', id: 'saveDiagnostics', click: actions.saveDiagnostics },
    ...(isMac ? [] : [about]),
  ];
  return [
    ...(isMac ? appMenu : []),
    { label: '&File', submenu: file },
    { label: '&Edit', submenu: edit },
    { label: '&Playback', submenu: playback },
    { label: '&Scenes', submenu: scenes },
    { label: '&View', submenu: view },
    ...(isMac ? [{ role: 'windowMenu' } as const] : []),
    { role: 'help', label: '&Help', submenu: help },
  ];
}

/** Installs the native menu of the app. */
export function setMenu(actions: MenuActions, hasDevTools: boolean): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(actions, process.platform === 'darwin', hasDevTools)));
}
