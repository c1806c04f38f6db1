const bytesOfAnything = 8;

/**
 * Whether a value that came through structured clone is small enough to be looked at: rough bytes of all its texts,
 * numbers and keys. Cyclic values never are.
 */
export function isWithinBytes(value: unknown, limitBytes: number): boolean {
  let left = limitBytes;
  const rest: unknown[] = [value];
  while (rest.length > 0) {
    const next = rest.pop();
    left -= bytesOfAnything;
    if (typeof next === 'string') left -= next.length * 2;
    else if (ArrayBuffer.isView(next) || next instanceof ArrayBuffer) left -= next.byteLength;
    else if (next instanceof Map || next instanceof Set) return false;
    else if (typeof next === 'object' && next !== null) {
      const keys = Object.keys(next);
      left -= keys.length * bytesOfAnything;
      if (left >= 0) rest.push(...keys, ...(Object.values(next) as unknown[]));
    }
    if (left < 0) return false;
  }
  return true;
}
