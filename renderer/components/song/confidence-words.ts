/** How sure an estimate is, 0 to 1, in words. */
export function confidenceWords(confidence: number): string {
  if (confidence >= 0.7) return 'quite sure';
  return confidence >= 0.35 ? 'fairly sure' : 'only a guess';
}
