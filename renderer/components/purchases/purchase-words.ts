import { type Bought, type Purchase, type SeparationKind, spentOn } from '#contract';
import { formatDay } from '../parts/plain-text.ts';

/** "50 credits", "1 credit", "0.5 credits". */
export const creditsText = (credits: number): string => `${String(credits)} ${credits === 1 ? 'credit' : 'credits'}`;

/** A kind of separation, as the user chooses it. */
export function kindText(kind: SeparationKind): string {
  switch (kind.split) {
    case 'vocals':
      return 'Vocals and the rest';
    case 'twelve':
      return 'Up to twelve stems';
    case 'one':
      return `${kind.instrument} and the rest`;
  }
}

/** What was bought, as the ledger shows it. */
export function boughtText(bought: Bought): string {
  switch (bought.is) {
    case 'separation':
      return kindText(bought.kind);
    case 'midi':
      return 'MIDI of the stems';
    case 'lyrics':
      return 'Timed words';
  }
}

/** "41 credits", or "about 50 credits" where the balance does not tell. */
export function spentText(purchase: Purchase): string {
  const spent = spentOn(purchase);
  return spent === null ? `about ${creditsText(purchase.estimate)}` : creditsText(spent);
}

/** What became of a purchase, in a few words. */
export function outcomeText(purchase: Purchase): string {
  switch (purchase.outcome.state) {
    case 'sending':
      return 'under way';
    case 'bought':
      return spentText(purchase);
    case 'refused':
      return 'not taken';
    case 'uncertain':
      return 'no clear answer';
    case 'notBought':
      return 'not bought';
  }
}

/** "Already separated on 4 Nov, 41 credits." Times in ms since 1970. */
export function earlierText(purchase: Purchase, nowMs: number): string {
  const day = formatDay(purchase.at, nowMs);
  return purchase.outcome.state === 'bought'
    ? `Already separated on ${day}, ${spentText(purchase)}.`
    : `On ${day} no clear answer came to this purchase: it may have been paid for.`;
}
