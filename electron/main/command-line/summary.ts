import {
  explainSkip,
  type ConcealedStem,
  type ExportTicket,
  type LeftOutStem,
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
  readonly leftOut: readonly LeftOutStem[];
  readonly concealed: readonly ConcealedStem[];
  readonly pathOf: (ticket: ExportTicket) => Result<string>;
};

/** What is printed when all is done. */
export function summaryOf(exported: Exported): object {
  const { sessionId, title, skipped, files, documents, leftOut, concealed, pathOf } = exported;
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
    leftOut,
    concealed: concealed.map(({ stem, seconds }) => ({ stem, seconds: roundedMs(seconds) })),
  };
}

/** What people are told of an export beside its files, a line for each stem. */
export function remarksOf({ leftOut, concealed }: Pick<Exported, 'leftOut' | 'concealed'>): readonly string[] {
  return [
    ...leftOut.map(({ stem, reason }) => `Left out: ${stem}. ${reason}`),
    ...concealed.map(({ stem, seconds }) => `Damaged: ${stem}. ${secondsText(seconds)} of it is silent.`),
  ];
}

const roundedMs = (seconds: number): number => Math.round(seconds * 1000) / 1000;
const secondsText = (seconds: number): string =>
  `${roundedMs(seconds) === 0 ? 'Less than 0.001' : String(roundedMs(seconds))} s`;
