// Runs in the main process before the app's own code. Playwright that attaches to a window while it loads now and then gets
// no answer from it for ever. So the app has to wait until Playwright is there: it calls `__playwright_run` then.
const { app } = require('electron');

const ready = app.whenReady();
const attached = new Promise((resolve) => {
  Object.assign(globalThis, { __playwright_run: resolve });
});
app.whenReady = () => attached.then(() => ready);
// Nothing of this is to be seen on the app's command line.
process.argv.splice(process.argv.indexOf(__filename) - 1, 2);
