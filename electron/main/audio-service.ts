import type { ProcessMetric } from 'electron';

/** Chromium's name for the process that talks to the system's sound. */
const audioService = 'audio.mojom.AudioService';

/** Ends that process, if there is one. Chromium starts it anew when it is needed. */
export function endAudioService(
  processes: () => readonly Pick<ProcessMetric, 'pid' | 'serviceName'>[],
  end: (pid: number) => void = (pid) => process.kill(pid),
): void {
  for (const { pid, serviceName } of processes()) {
    if (serviceName === audioService) end(pid);
  }
}
