import { writeFile, mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { ready, startHelper } from './helper-process.js';

/** @typedef {import('../desktop.js').Surrounding} Surrounding */

/** The sink's name; what is played can be recorded from `stemroom.monitor`. */
export const speakersName = 'stemroom';

const daemonConfiguration = `
default-sample-format = float32le
default-sample-rate = 44100
alternate-sample-rate = 48000
avoid-resampling = yes
flat-volumes = no
realtime-scheduling = no
high-priority = no
exit-idle-time = -1
`;

/**
 * Starts a PulseAudio of its own with one silent sink, stereo float at 44.1 kHz.
 * @param {string} folder private to the caller; the socket is made inside
 * @returns {Promise<Surrounding>}
 */
export async function startSpeakers(folder) {
  const home = path.join(folder, 'pulse');
  const socket = path.join(home, 'native');
  const configuration = path.join(home, 'daemon.conf');
  await mkdir(home, { recursive: true, mode: 0o700 });
  await writeFile(configuration, daemonConfiguration);
  const sink = `sink_name=${speakersName} rate=44100 format=float32le channels=2 channel_map=front-left,front-right`;
  const own = {
    XDG_RUNTIME_DIR: folder,
    PULSE_SERVER: `unix:${socket}`,
    PULSE_COOKIE: path.join(home, 'cookie'),
    PULSE_STATE_PATH: home,
    PULSE_RUNTIME_PATH: home,
  };
  const server = startHelper(
    'pulseaudio',
    [
      '-n',
      '--daemonize=no',
      '--use-pid-file=no',
      '--disable-shm=yes',
      `--load=module-null-sink ${sink}`,
      `--load=module-native-protocol-unix socket=${socket} auth-anonymous=1`,
    ],
    // Off the message bus: there it would claim a name that only one sound server may have.
    { env: { ...process.env, ...own, PULSE_CONFIG: configuration, DBUS_SESSION_BUS_ADDRESS: 'disabled:' } },
  );
  await ready(server, 'The sound server (PulseAudio)', () => answers(socket));
  return { env: own, stop: server.stop };
}

/**
 * @param {string} socket
 * @returns {Promise<true | undefined>}
 */
function answers(socket) {
  return new Promise((resolve) => {
    const connection = connect(socket, () => {
      connection.destroy();
      resolve(true);
    });
    connection.on('error', () => {
      resolve(undefined);
    });
  });
}
