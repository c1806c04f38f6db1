import { type Bought, type Purchase, type SeparationKind, spentOn, words } from '#contract';
import { formatDay } from '../parts/plain-text.ts';

/** A kind of separation, as the user chooses it. */
const kindText = (kind: SeparationKind): string =>
  kind.split === 'one'
    ? words().adding.purchase.instrumentAndRest(kind.instrument)
    : words().adding.separation.kinds[kind.split];

/** What was bought, as the ledger shows it. */
export function boughtText(bought: Bought): string {
  switch (bought.is) {
    case 'separation':
      return kindText(bought.kind);
    case 'midi':
      return words().adding.purchase.midi;
    case 'lyrics':
      return words().adding.purchase.lyrics;
  }
}

/** "41 credits", or "about 50 credits" where the balance does not tell. */
function spentText(purchase: Purchase): string {
  const spent = spentOn(purchase);
  return spent === null ? words().adding.aboutCredits(purchase.estimate) : words().adding.credits(spent);
}

/** What became of a purchase, in a few words. */
export function outcomeText(purchase: Purchase): string {
  const { state } = purchase.outcome;
  return state === 'bought' ? spentText(purchase) : words().adding.purchase[state];
}

/** "Already separated on 4 Nov, 41 credits." Times in ms since 1970. */
export function earlierText(purchase: Purchase, nowMs: number): string {
  const { earlier, earlierAbout, earlierUncertain } = words().adding.purchase;
  const day = formatDay(purchase.at, nowMs);
  if (purchase.outcome.state !== 'bought') return earlierUncertain(day);
  const spent = spentOn(purchase);
  return spent === null ? earlierAbout(day, purchase.estimate) : earlier(day, spent);
}
