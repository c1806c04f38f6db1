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

/** From now on the native question is answered so; gives what was asked. */
export async function answerQuestions({ app }: Stemroom, response: number): Promise<() => Promise<readonly string[]>> {
  await app.evaluate(({ dialog }, answer) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    Object.assign(dialog, {
      showMessageBox: (...given: readonly unknown[]) => {
        asked.push(JSON.stringify(given.at(-1)));
        return Promise.resolve({ response: answer, checkboxChecked: false });
      },
    });
  }, response);
  return () => app.evaluate(() => (globalThis as unknown as { readonly asked: readonly string[] }).asked);
}
