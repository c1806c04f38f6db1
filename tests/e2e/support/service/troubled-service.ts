import { expect, type Page } from '@playwright/test';
import { answerWith, stallAt, type FileStep } from '../../../fakes/file-steps.ts';
import { pending, ready, twelveFields } from '../../../fakes/record-answers.ts';
import { RecordInfoServer } from '../../../fakes/record-info-server.ts';
import { shortStem } from './demo-service.ts';
import { song } from '../hands.ts';

const day = 24 * 60 * 60 * 1000;

/** A task, how its song is called in the list, and words that its screen shows. */
type Trouble = { readonly taskId: string; readonly title: RegExp; readonly words: string | RegExp };
export type Troubles = Readonly<Record<string, Trouble>>;

const trouble = (start: string, words: string | RegExp): Trouble => ({
  taskId: start.padEnd(32, '0'),
  title: new RegExp(`^Task ${start}`),
  words,
});

/** In the order in which they must be fetched: the last but one holds its places for ever. */
export const troubles = {
  failed: trouble('badbad01', 'The service does not know this task.'),
  incomplete: trouble('badbad02', 'kie.ai no longer offers this file.'),
  expired: trouble('badbad03', 'kie.ai deleted these files after 14 days.'),
  fetching: trouble('badbad04', /^Fetching, \d of 12 saved/),
  separating: trouble('badbad05', 'Separating at kie.ai'),
} satisfies Troubles;

/** Offers the twelve stems under the task; the file of each field is served as `stepFor` says, well by default. */
export function offerStems(
  server: RecordInfoServer,
  taskId: string,
  stepFor: (index: number) => FileStep | null,
  completeTime = Date.now(),
): void {
  const links = twelveFields.map((field, index) => {
    const step = stepFor(index);
    const bytes = shortStem(field);
    const steps = step === null ? [] : Array.from({ length: 40 }, () => step);
    return [field, server.file(`/${taskId}/${field}.mp3`, { bytes, etag: `"${field}"` }, steps)];
  });
  server.task(taskId, [ready(taskId, Object.fromEntries(links) as Record<string, string>, completeTime)]);
}

const gone = answerWith(404);

/** Offers one task for every state that a song can be in on its way. */
export function offerTroubles(server: RecordInfoServer): void {
  offerStems(server, troubles.incomplete.taskId, (index) => (index < 7 ? null : gone));
  offerStems(server, troubles.expired.taskId, (index) => (index < 3 ? null : gone), Date.now() - 20 * day);
  offerStems(server, troubles.fetching.taskId, (index) => (index < 4 ? null : stallAt(20_000)));
  server.task(troubles.separating.taskId, [pending(troubles.separating.taskId)]);
}

export async function startTroubledService(): Promise<RecordInfoServer> {
  const server = await RecordInfoServer.start({ key: 'troubled-key-WXYZ5678' });
  offerTroubles(server);
  return server;
}

/** Brings the song on stage and waits for its state. */
export async function songInState(page: Page, { title, words }: Trouble): Promise<void> {
  await song(page, title).click();
  await expect(song(page, title)).toHaveAttribute('aria-current', 'true');
  await expect(page.getByRole('region', { name: 'Song', exact: true }).getByText(words).first()).toBeVisible({
    timeout: 90_000,
  });
}
