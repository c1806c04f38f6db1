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
  const { menu, about: aboutWords } = words().main;
  const { items, usual, mac } = menu;
  const commandItem = (command: Command, label: string, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    id: command,
    ...(accelerator === undefined ? {} : { accelerator }),
    click: () => {
      actions.command(command);
    },
  });
  const item = (command: keyof typeof items, accelerator?: string): MenuItemConstructorOptions =>
    commandItem(command, items[command], accelerator);
  const about = { label: aboutWords.title, id: 'about', click: actions.showAbout };
  const settings = item('settings', 'CmdOrCtrl+,');

  const appMenu: Items = [
    {
      label: 'Stemroom',
      submenu: [
        about,
        separator,
        settings,
        separator,
        { role: 'services', label: mac.services },
        separator,
        { role: 'hide', label: mac.hide },
        { role: 'hideOthers', label: mac.hideOthers },
        { role: 'unhide', label: mac.showAll },
        separator,
        { role: 'quit', label: mac.quit },
      ],
    },
  ];
  const file: Items = [
    item('addSong', 'CmdOrCtrl+N'),
    item('importFolder', 'CmdOrCtrl+O'),
    item('importFiles', 'CmdOrCtrl+Shift+O'),
    separator,
    item('export', 'CmdOrCtrl+E'),
    separator,
    ...(isMac
      ? [{ role: 'close', label: mac.closeWindow } as const]
      : [
          settings,
          separator,
          { role: 'quit', label: process.platform === 'win32' ? usual.exit : usual.quit } as const,
        ]),
  ];
  const edit: Items = [
    item('undo', 'CmdOrCtrl+Z'),
    item('redo', 'CmdOrCtrl+Shift+Z'),
    separator,
    { role: 'cut', label: usual.cut },
    { role: 'copy', label: usual.copy },
    { role: 'paste', label: usual.paste },
    { role: 'selectAll', label: usual.selectAll },
    separator,
    item('resetMix'),
    separator,
    item('renameStrip'),
    item('shiftStrip'),
    item('replaceStem'),
    item('groupStrips'),
    item('moveStripUp'),
    item('moveStripDown'),
  ];
  const playback: Items = [
    item('playPause'),
    item('stop'),
    item('nextInSet'),
    item('previousInSet'),
    separator,
    item('slower'),
    item('faster'),
    item('keyDown'),
    item('keyUp'),
    item('playAsRecorded'),
    separator,
    item('click'),
    item('countIn'),
    separator,
    item('twiceTheTempo'),
    item('halfTheTempo'),
    item('thisIsOne'),
    item('beatsAsEstimated'),
    separator,
    item('nameSection'),
    item('typeChord'),
    item('importChords'),
    item('saveChords'),
    item('previousSection'),
    item('nextSection'),
    item('loopFromHere'),
    item('loopToHere'),
    item('nextRepeats'),
    item('toggleRamp'),
    item('editLoop'),
    separator,
    item('editStretches'),
    item('mutePart'),
    separator,
    item('learn'),
  ];
  const scenes: Items = [
    item('saveScene'),
    separator,
    ...sceneCommands.map((command, index) => commandItem(command, menu.recallScene(index + 1))),
    separator,
    item('compareScenes'),
    item('morphScenes'),
    item('compareOriginal'),
    separator,
    item('previewForward'),
  ];
  const view: Items = [
    item('toggleLibrary', 'CmdOrCtrl+L'),
    item('showSetlist', 'CmdOrCtrl+Shift+L'),
    item('toggleLyrics'),
    item('toggleStage'),
    separator,
    item('usualSize', 'CmdOrCtrl+0'),
    item('larger', 'CmdOrCtrl+Plus'),
    item('smaller', 'CmdOrCtrl+-'),
    { role: 'togglefullscreen', label: usual.fullScreen },
    ...(hasDevTools ? [separator, { role: 'toggleDevTools', label: usual.developerTools } as const] : []),
  ];
  const macWindow: Items = [
    { role: 'minimize', label: mac.minimize },
    { role: 'zoom', label: mac.zoom },
    separator,
    { role: 'front', label: mac.bringAllToFront },
  ];
  const help: Items = [
    item('shortcuts'),
    item('controls'),
    separator,
    { label: menu.openLogFolder, id: 'openLogFolder', click: actions.openLogFolder },
    { label: menu.saveDiagnostics, id: 'saveDiagnostics', click: actions.saveDiagnostics },
    ...(isMac ? [] : [about]),
  ];
  return [
    ...(isMac ? appMenu : []),
    { label: menu.file, submenu: file },
    { label: menu.edit, submenu: edit },
    { label: menu.playback, submenu: playback },
    { label: menu.scenes, submenu: scenes },
    { label: menu.view, submenu: view },
    ...(isMac ? [{ role: 'windowMenu', label: menu.window, submenu: macWindow } as const] : []),
    { role: 'help', label: menu.help, submenu: help },
  ];
}

/** Installs the native menu of the app. */
export function setMenu(actions: MenuActions, hasDevTools: boolean): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(actions, process.platform === 'darwin', hasDevTools)));
}
