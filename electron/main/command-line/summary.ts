import type { ExportTicket, OrderedFile, Result, SessionId } from '#contract';

export type Exported = {
  /** Null for a folder of stems. */
  readonly sessionId: SessionId | null;
  readonly title: string;
  readonly files: readonly OrderedFile[];
  readonly pathOf: (ticket: ExportTicket) => Result<string>;
};

/** What is printed when all is done. */
export function summaryOf({ sessionId, title, files, pathOf }: Exported): object {
  return {
    ...{ song: sessionId, title },
    files: files.map(({ ticket, version, lengthSeconds, ...figures }) => {
      const path = pathOf(ticket);
      return { path: path.ok ? path.value : null, version, seconds: lengthSeconds, ...figures };
    }),
  };
}
