/** @typedef {'release' | 'e2e'} Flavour */

/** The order of Electron's fuse wire, version 1. */
export const fuseNames = /** @type {const} */ ([
  'RunAsNode',
  'EnableCookieEncryption',
  'EnableNodeOptionsEnvironmentVariable',
  'EnableNodeCliInspectArguments',
  'EnableEmbeddedAsarIntegrityValidation',
  'OnlyLoadAppFromAsar',
  'LoadBrowserProcessSpecificV8Snapshot',
  'GrantFileProtocolExtraPrivileges',
  'WasmTrapHandlers',
]);

/** @typedef {(typeof fuseNames)[number]} FuseName */

/**
 * What every fuse must be in the packaged app.
 * @param {string} platform as in process.platform; Electron checks the archive's integrity on macOS and Windows only
 * @param {Flavour} flavour e2e leaves the inspector in reach, without which Playwright cannot drive the app: the one difference
 * @returns {Readonly<Record<FuseName, boolean>>}
 */
export function wantedFuses(platform, flavour) {
  return {
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: flavour === 'e2e',
    EnableEmbeddedAsarIntegrityValidation: platform === 'darwin' || platform === 'win32',
    OnlyLoadAppFromAsar: true,
    LoadBrowserProcessSpecificV8Snapshot: false,
    GrantFileProtocolExtraPrivileges: false,
    WasmTrapHandlers: true,
  };
}

/**
 * The states to write on a wire, one a fuse.
 * @param {Readonly<Record<FuseName, boolean>>} wanted
 * @param {readonly string[]} present the wire found in the binary; older Electrons have fewer fuses
 * @returns {('0' | '1' | 'r')[]} 'r', removed in that Electron, stays as it is
 * @throws when the binary has a fuse that the table does not know: somebody must decide about it first
 */
export function wireFor(wanted, present) {
  if (present.length > fuseNames.length) {
    throw new Error(
      `This Electron has ${present.length} fuses, and ${fuseNames.length} are decided. Decide about the others.`,
    );
  }
  return fuseNames.slice(0, present.length).map((name, index) => {
    if (present[index] === 'r') return 'r';
    return wanted[name] ? '1' : '0';
  });
}
