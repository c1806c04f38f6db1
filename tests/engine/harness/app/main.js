import { app, BrowserWindow } from 'electron';

// Shows the page named by --page, with the same rights as Stemroom's own: none.
const page = process.argv.find((argument) => argument.startsWith('--page='))?.slice('--page='.length) ?? 'about:blank';

app.on('window-all-closed', () => {
  app.quit();
});

void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 900,
    height: 600,
    webPreferences: { sandbox: true, contextIsolation: true, backgroundThrottling: false },
  });
  void window.loadURL(page);
});
