/** What Chromium and Electron, or we when the window opens, are told by such words. */
const forOthers =
  /^--(no-sandbox|headless|disable-gpu|disable-dev-shm-usage|enable-logging(=.*)?|(user-data-dir|log-level|ozone-platform|js-flags|inspect|remote-debugging-port|force-device-scale-factor|screenshot-to)=.*)$/;
const asksForWork = /^--(export|list|help)(=|$)/;

/**
 * The words of a command line that asks for work instead of the window; null when it does not. `argv` begins with the executable,
 * and with the project's folder after it when Electron runs a project.
 */
export function commandWords(argv: readonly string[], hasProjectFolder: boolean): readonly string[] | null {
  const words = argv.slice(1).filter((word) => !forOthers.test(word));
  const folderAt = hasProjectFolder ? words.findIndex((word) => !word.startsWith('-')) : -1;
  const ours = words.filter((_, index) => index !== folderAt);
  return ours.some((word) => asksForWork.test(word)) ? ours : null;
}
