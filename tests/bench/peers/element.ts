const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

/** One media element, which can do no less than any that plays this file. */
export type ElementTimes = {
  /** From its making until its clock, which is that of the speakers, moves. */
  readonly heardMs: number;
  /** From each of its seeks until it has the new sound. */
  readonly seeksMs: readonly number[];
};

/** Opens a file in a media element, plays it and seeks in it. */
export async function timeElement(url: string, seeks: number): Promise<ElementTimes> {
  const began = performance.now();
  const element = new Audio(url);
  void element.play();
  while (element.currentTime === 0) await tick();
  const heardMs = performance.now() - began;
  const seeksMs: number[] = [];
  for (let seek = 0; seek < seeks; seek += 1) {
    await new Promise((resolve) => setTimeout(resolve, 400));
    const soughtAt = performance.now();
    const sought = new Promise((resolve) => {
      element.addEventListener('seeked', resolve, { once: true });
    });
    element.currentTime = Math.random() * (element.duration - 5);
    await sought;
    seeksMs.push(performance.now() - soughtAt);
  }
  element.pause();
  element.removeAttribute('src');
  element.load();
  return { heardMs, seeksMs };
}
