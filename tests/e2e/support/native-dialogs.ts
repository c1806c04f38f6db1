import type { Stemroom } from '../stemroom.ts';

/** From now on the native open dialog answers with these paths at once. */
export async function answerOpenDialog({ app }: Stemroom, filePaths: readonly string[]): Promise<void> {
  await app.evaluate(
    ({ dialog }, paths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: paths });
    },
    [...filePaths],
  );
}

/** From now on the native save dialog answers with this path at once. */
export async function answerSaveDialog({ app }: Stemroom, filePath: string): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
  }, filePath);
}
