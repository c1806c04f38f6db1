import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { project, type Stemroom } from '../../stemroom.ts';

/** Width of an approved picture in pixels: enough to see where everything is, too little to see how a font is drawn. */
const pictureWidth = 360;
const jpegQuality = 75;
/** How far a pixel's colour may be off, from 0 to 1, and the share of pixels that may be further off, as for a date or a number. */
const tolerance = { threshold: 0.2, maxDiffPixelRatio: 0.015 } as const;

/** Where README's picture is. */
const readmePicture = join(project, 'build/readme/mixer.png');

/** What the window shows once it shows the same twice in a row: as a small JPEG, and at its full size for people to look at. */
async function pictures({ app, page }: Stemroom): Promise<{ readonly small: Buffer; readonly full: Buffer }> {
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  const { small, full } = await app.evaluate(
    async ({ BrowserWindow }, { width, quality, mostTries, everyMs }) => {
      const [window] = BrowserWindow.getAllWindows();
      const jpegOf = (image: Electron.NativeImage): string => image.toJPEG(quality).toString('base64');
      let last = { small: '', full: '' };
      for (let tries = 0; window !== undefined && tries < mostTries; tries += 1) {
        const image = await window.webContents.capturePage();
        const now = jpegOf(image.resize({ width, quality: 'best' }));
        if (now === last.small) return { small: now, full: jpegOf(image) };
        last = { small: now, full: '' };
        await new Promise((later) => setTimeout(later, everyMs));
      }
      return last;
    },
    { width: pictureWidth, quality: jpegQuality, mostTries: 20, everyMs: 60 },
  );
  return { small: Buffer.from(small, 'base64'), full: Buffer.from(full, 'base64') };
}

/** Compares what the window shows with the approved picture of that name, until a waveform is drawn anew, and keeps it for people to look at. */
export async function comparePicture(stemroom: Stemroom, name: string): Promise<void> {
  await expect(async () => {
    const { small, full } = await pictures(stemroom);
    stemroom.keepScreenshot(`${name}.jpg`, full);
    expect(small).toMatchSnapshot(`${name}.jpg`, tolerance);
  }).toPass({ timeout: 40_000, intervals: [60, 120, 250, 500] });
}

/** Takes README's picture of what the window shows, when new pictures are approved. */
export async function renewReadme({ page }: Stemroom): Promise<void> {
  if (test.info().config.updateSnapshots !== 'all') return;
  writeFileSync(readmePicture, await page.screenshot({ animations: 'disabled' }));
}
