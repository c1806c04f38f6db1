import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

type Surrounding = { readonly env: Readonly<Record<string, string>>; readonly stop: () => Promise<void> };

/** A bus that starts a Secret Service which never says that it is there: every question to it hangs. */
export async function hangingService(folder: string): Promise<Surrounding> {
  const services = path.join(folder, 'services');
  await mkdir(services);
  const service = '[D-BUS Service]\nName=org.freedesktop.secrets\nExec=/bin/sleep 20\n';
  await writeFile(path.join(services, 'org.freedesktop.secrets.service'), service);
  const address = `unix:path=${path.join(folder, 'bus')}`;
  const configuration = path.join(folder, 'bus.conf');
  await writeFile(
    configuration,
    `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
      "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
     <busconfig><type>session</type><listen>${address}</listen><auth>EXTERNAL</auth><servicedir>${services}</servicedir>
     <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`,
  );
  const bus = spawn('dbus-daemon', ['--nofork', '--nopidfile', '--print-address', '--config-file', configuration], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  // It prints its address when it listens.
  await once(bus.stdout, 'data');
  return {
    env: { XDG_RUNTIME_DIR: folder, DBUS_SESSION_BUS_ADDRESS: address },
    stop: async () => {
      const gone = once(bus, 'exit');
      bus.kill();
      await gone;
    },
  };
}
