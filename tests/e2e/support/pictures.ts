import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { project, type Stemroom } from '../stemroom.ts';

/** Width of an approved picture in pixels: enough to see where everything is, too little to see how a font is drawn. */
const pictureWidth = 360;
const jpegQuality = 75;
/** How far a pixel's colour may be off, from 0 to 1, and the share of pixels that may be further off, as for a date or a number. */
const tolerance = { threshold: 0.2, maxDiffPixelRatio: 0.015 } as const;

/** The sizes of the window in which every screen is compared, in CSS pixels. */
export const pictureSizes = [
  [800, 500],
  [1440, 900],
  [2560, 1440],
] as const;

/** Where README's picture is. */
const readmePicture = join(project, 'build/readme/mixer.png');

/** What the window shows once it shows the same twice in a row, as a small JPEG. */
async function smallPicture({ app }: Stemroom): Promise<Buffer> {
  const jpeg = await app.evaluate(
    async ({ BrowserWindow }, { width, quality, mostTries, everyMs }) => {
      const [window] = BrowserWindow.getAllWindows();
      let last = '';
      for (let tries = 0; window !== undefined && tries < mostTries; tries += 1) {
        const image = await window.webContents.capturePage();
        const now = image.resize({ width, quality: 'best' }).toJPEG(quality).toString('base64');
        if (now === last) break;
        last = now;
        await new Promise((later) => setTimeout(later, everyMs));
      }
      return last;
    },
    { width: pictureWidth, quality: jpegQuality, mostTries: 10, everyMs: 120 },
  );
  return Buffer.from(jpeg, 'base64');
}

/** Compares what the window shows at each size with the approved pictures of that name, until a waveform is drawn anew. */
export async function comparePictures(stemroom: Stemroom, name: string): Promise<void> {
  for (const [width, height] of pictureSizes) {
    await stemroom.resize(width, height);
    await expect(async () => {
      expect(await smallPicture(stemroom)).toMatchSnapshot(`${name}-${String(width)}.jpg`, tolerance);
    }).toPass({ timeout: 10_000 });
  }
  await stemroom.resize(1440, 900);
}

/** Takes README's picture of what the window shows, when new pictures are approved. */
export async function renewReadme({ page }: Stemroom): Promise<void> {
  if (test.info().config.updateSnapshots !== 'all') return;
  writeFileSync(readmePicture, await page.screenshot({ animations: 'disabled' }));
}
