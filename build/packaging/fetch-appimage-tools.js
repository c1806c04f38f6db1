import { Arch } from 'electron-builder';
// Not part of electron-builder's public face; its version is pinned.
import { getAppImageTools } from 'app-builder-lib/out/toolsets/linux.js';

/** As `toolsets.appimage` in electron-builder.yml. */
const toolset = '1.0.3';

try {
  await getAppImageTools(toolset, process.arch === 'arm64' ? Arch.arm64 : Arch.x64);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
