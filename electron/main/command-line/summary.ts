import {
  explainSkip,
  type ExportTicket,
  type OrderedFile,
  type Result,
  type SessionId,
  type SkippedFile,
} from '#contract';

export type Exported = {
  /** Null for a folder of stems. */
  readonly sessionId: SessionId | null;
  readonly title: string;
  /** Files of the folder that are no stems of the song. */
  readonly skipped: readonly SkippedFile[];
  readonly files: readonly OrderedFile[];
  readonly documents: readonly ExportTicket[];
  readonly pathOf: (ticket: ExportTicket) => Result<string>;
};

/** What is printed when all is done. */
export function summaryOf({ sessionId, title, skipped, files, documents, pathOf }: Exported): object {
  const placed = (ticket: ExportTicket): string | null => {
    const path = pathOf(ticket);
    return path.ok ? path.value : null;
  };
  return {
    ...{ song: sessionId, title },
    files: files.map(({ ticket, version, lengthSeconds, ...figures }) => ({
      ...{ path: placed(ticket), version, seconds: lengthSeconds },
      ...figures,
    })),
    documents: documents.map(placed),
    skipped: skipped.map((one) => ({ file: one.file, reason: one.reason, explanation: explainSkip(one) })),
  };
}
