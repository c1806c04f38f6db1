const { app, BrowserWindow, dialog } = require('electron');

// Loaded into the app's own main process (`electron -r`), so that nothing between the bench and the page slows either: with a
// debugger attached, every request to app:// takes several times as long. It talks over the pipe that Node gives a child.

/** @type {Record<string, (what: any) => unknown>} */
const deeds = {
  /** Runs a script in the page and gives what it resolves to. */
  run: (/** @type {string} */ script) => pageOf().executeJavaScript(script, true),
  /** The same in the stage window. */
  runOnStage: (/** @type {string} */ script) => pageOf(1).executeJavaScript(script, true),
  /** A real press and release of the mouse. */
  click: (/** @type {{ x: number, y: number }} */ at) => {
    const button = { ...at, button: /** @type {const} */ ('left'), clickCount: 1 };
    pageOf().sendInputEvent({ type: 'mouseDown', ...button });
    pageOf().sendInputEvent({ type: 'mouseUp', ...button });
  },
  /** From now on the native open dialog answers with these paths. */
  answerOpenDialog: (/** @type {string[]} */ filePaths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths });
  },
  /** And the native save dialog with this one. */
  answerSaveDialog: (/** @type {string} */ filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  },
  rendererId: () => pageOf().getOSProcessId(),
  processes: () => app.getAppMetrics().map(({ pid, type }) => ({ pid, type })),
  versions: () => `Electron ${process.versions.electron}, Chromium ${process.versions.chrome}`,
  quit: () => {
    app.quit();
  },
};

/** The page of the window that was opened first, or of a later one. */
function pageOf(place = 0) {
  const window = BrowserWindow.getAllWindows().toSorted((one, other) => one.id - other.id)[place];
  if (window === undefined) throw new Error('There is no window yet.');
  return window.webContents;
}

process.on('message', async (/** @type {{ id: number, does: string, what: unknown }} */ { id, does, what }) => {
  try {
    process.send?.({ id, value: await deeds[does]?.(what) });
  } catch (error) {
    process.send?.({ id, error: String(error) });
  }
});
