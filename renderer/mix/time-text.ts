/** "1:04.2"; hours only when there are some: "1:02:03.4". Negative counts as 0. */
export function formatPosition(seconds: number): string {
  const tenths = Math.max(0, Math.floor(seconds * 10 + 1e-6));
  return `${wholePart(Math.floor(tenths / 10))}.${String(tenths % 10)}`;
}

/** "3:58" */
export function formatLength(seconds: number): string {
  return wholePart(Math.max(0, Math.round(seconds)));
}

function wholePart(total: number): string {
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor(total / 60) % 60;
  const rest = String(total % 60).padStart(2, '0');
  return hours > 0 ? `${String(hours)}:${String(minutes).padStart(2, '0')}:${rest}` : `${String(minutes)}:${rest}`;
}
