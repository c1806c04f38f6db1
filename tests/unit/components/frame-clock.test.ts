import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FrameClock } from '../../../renderer/components/parts/frame-clock.ts';

/** A page whose animation frames come when the time is a multiple of a sixtieth of a second. */
function startPage(isCalm: boolean): { readonly frames: () => number } {
  let frameCount = 0;
  vi.useFakeTimers();
  vi.stubGlobal('matchMedia', () => ({ matches: isCalm }));
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => {
    const toNext = 1000 / 60 - (performance.now() % (1000 / 60));
    return setTimeout(() => {
      frameCount += 1;
      draw();
    }, toNext);
  });
  vi.stubGlobal('cancelAnimationFrame', clearTimeout);
  return { frames: () => frameCount };
}

describe('the frame clock', () => {
  let page = { frames: () => 0 };
  beforeEach(() => {
    page = startPage(false);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('steps what is beside the page sixty times a second while the page stands', () => {
    const clock = new FrameClock();
    let steps = 0;
    clock.addBeside(() => (steps += 1));
    clock.add(() => 500);
    clock.setRunning(true);
    vi.advanceTimersByTime(10_000);
    // Timers that are faked count in whole milliseconds.
    expect(steps).toBeGreaterThan(580);
    expect(steps).toBeLessThan(640);
    expect(page.frames()).toBeGreaterThan(15);
    expect(page.frames()).toBeLessThan(30);
    clock.stop();
  });

  it('draws both in the frames of the page when a part moves in every frame, each once', () => {
    const clock = new FrameClock();
    const steps: number[] = [];
    clock.addBeside((nowMs) => steps.push(nowMs));
    clock.add(() => 0);
    clock.setRunning(true);
    vi.advanceTimersByTime(1000);
    expect(steps.length).toBe(page.frames());
    expect(page.frames()).toBeGreaterThan(50);
    clock.stop();
  });

  it('goes on for as long as meters need to fall, then rests until it is kicked', () => {
    const clock = new FrameClock();
    let lastMs = 0;
    clock.addBeside((nowMs) => (lastMs = nowMs));
    clock.setRunning(true);
    vi.advanceTimersByTime(1000);
    const stoppedMs = performance.now();
    clock.setRunning(false);
    vi.advanceTimersByTime(60_000);
    expect(lastMs - stoppedMs).toBeGreaterThan(5900);
    expect(lastMs - stoppedMs).toBeLessThan(6200);
    clock.kick();
    const before = page.frames();
    vi.advanceTimersByTime(1000);
    expect(page.frames()).toBe(before + 1);
    clock.stop();
  });

  it('steps four times a second when the system asks for calm', () => {
    page = startPage(true);
    const clock = new FrameClock();
    let steps = 0;
    clock.addBeside(() => (steps += 1));
    clock.add(() => 0);
    clock.setRunning(true);
    vi.advanceTimersByTime(10_000);
    expect(steps).toBeGreaterThan(35);
    expect(steps).toBeLessThan(50);
    expect(page.frames()).toBeLessThan(50);
    clock.stop();
  });
});
