import { type Bought, type Purchase, type PurchaseOutcome, spentOn } from '#contract';

const columns = [
  'Date',
  'Title',
  'Bought',
  'Song',
  'Estimate',
  'Balance before',
  'Balance after',
  'Spent',
  'State',
  'Task id',
];

/**
 * Returns the ledger as CSV (RFC 4180, UTF-8 with a byte order mark, so that spreadsheets read it), a line for each purchase. Times are in
 * UTC. A cell that a spreadsheet would take for a formula begins with an apostrophe.
 * @param purchases in the order of the lines
 */
export function ledgerCsv(purchases: readonly Purchase[]): string {
  const lines = purchases.map((purchase) => [
    new Date(purchase.at).toISOString(),
    purchase.title,
    nameOf(purchase.bought),
    songOf(purchase.bought),
    String(purchase.estimate),
    String(purchase.balanceBefore),
    purchase.balanceAfter === null ? '' : String(purchase.balanceAfter),
    String(spentOn(purchase) ?? ''),
    stateOf(purchase.outcome),
    purchase.outcome.state === 'bought' ? (purchase.outcome.taskId ?? '') : '',
  ]);
  return `\ufeff${[columns, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}

function cell(text: string): string {
  const inert = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

function nameOf(bought: Bought): string {
  switch (bought.is) {
    case 'separation':
      return separationName(bought.kind);
    case 'midi':
      return 'MIDI of a separation';
    case 'lyrics':
      return 'Timed words';
  }
}

function separationName(kind: Extract<Bought, { readonly is: 'separation' }>['kind']): string {
  switch (kind.split) {
    case 'vocals':
      return 'Vocals and the rest';
    case 'twelve':
      return 'Twelve stems';
    case 'one':
      return `${kind.instrument} and the rest`;
  }
}

/** The song by what identifies it. */
function songOf(bought: Bought): string {
  if (bought.is !== 'separation') return bought.taskId;
  const { source } = bought;
  switch (source.from) {
    case 'file':
      return `SHA-256 ${source.sha256}`;
    case 'link':
      return source.url;
    case 'service':
      return `${source.taskId} ${source.audioId}`;
  }
}

function stateOf(outcome: PurchaseOutcome): string {
  switch (outcome.state) {
    case 'sending':
      return 'under way';
    case 'bought':
      return 'bought';
    case 'refused':
      return 'refused';
    case 'uncertain':
      return 'no clear answer';
    case 'notBought':
      return 'not bought';
  }
}
