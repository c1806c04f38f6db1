import { expect, it } from 'vitest';
import { endAudioService } from '../../../electron/main/app-api.ts';

it('ends the process that plays sound, and no other', () => {
  const ended: number[] = [];
  const processes = [
    { pid: 10 },
    { pid: 11, serviceName: 'network.mojom.NetworkService' },
    { pid: 12, serviceName: 'audio.mojom.AudioService' },
  ];
  endAudioService(
    () => processes,
    (pid) => ended.push(pid),
  );
  expect(ended).toEqual([12]);
});
