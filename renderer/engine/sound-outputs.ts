const lookMs = 100;
const patienceMs = 3000;

/**
 * Whether the system has anything to play on. When it seems to have nothing, `restart` is tried and waited for: after a
 * restart of the sound server Chromium sees none until its own audio process begins anew, and plays into the void.
 */
export async function findOutputs(restart: () => Promise<unknown>): Promise<boolean> {
  if (await hasOutputs()) return true;
  await restart();
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, lookMs));
    if (await hasOutputs()) return true;
  }
  return false;
}

async function hasOutputs(): Promise<boolean> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.some(({ kind }) => kind === 'audiooutput');
}
