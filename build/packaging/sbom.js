import { execFileSync } from 'node:child_process';
import { projectFolder } from '../setup/places.js';

/**
 * The CycloneDX list of what is in the app: npm's own list of everything installed, without what only builds and tests.
 * @param {readonly { name: string, version: string }[]} shipped
 * @param {string} electronVersion of the runtime that is packed
 * @returns {string} JSON
 * @throws when npm does not know a shipped package
 */
export function billOfMaterials(shipped, electronVersion) {
  // Vite's build sets NODE_ENV to production for this process, with which npm leaves out nearly everything: what ships is a dev dependency.
  const form = ['--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
  const words = ['sbom', ...form, '--package-lock-only', '--include=dev'];
  const isWindows = process.platform === 'win32';
  const json = execFileSync(isWindows ? 'npm.cmd' : 'npm', words, {
    cwd: projectFolder,
    encoding: 'utf8',
    maxBuffer: 64 * 2 ** 20,
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: isWindows,
  });
  return `${JSON.stringify(onlyShipped(JSON.parse(json), shipped, electronVersion), null, 2)}\n`;
}

/** @typedef {{ 'bom-ref': string }} Component */
/** @typedef {{ ref: string, dependsOn: string[] }} Dependency */
/** @typedef {{ metadata: { component: Component }, components: Component[], dependencies: Dependency[] }} Bom */

/**
 * Leaves in the list what is shipped, and adds Electron.
 * @param {Bom} bom from npm
 * @param {readonly { name: string, version: string }[]} shipped
 * @param {string} electronVersion
 * @returns {Bom}
 */
export function onlyShipped(bom, shipped, electronVersion) {
  const refs = new Set(shipped.map(({ name, version }) => `${name}@${version}`));
  const components = bom.components.filter((component) => refs.has(component['bom-ref']));
  const found = new Set(components.map((component) => component['bom-ref']));
  const unknown = [...refs].filter((ref) => !found.has(ref));
  if (unknown.length > 0) throw new Error(`npm does not list these shipped packages: ${unknown.join(', ')}.`);
  const electron = electronComponent(electronVersion);
  const root = bom.metadata.component['bom-ref'];
  const kept = new Set([root, ...found]);
  const dependencies = bom.dependencies
    .filter(({ ref }) => kept.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => found.has(other)) }))
    .map((entry) => (entry.ref === root ? { ...entry, dependsOn: [...entry.dependsOn, electron['bom-ref']] } : entry));
  return { ...bom, components: [...components, electron], dependencies };
}

/** @param {string} version */
function electronComponent(version) {
  const purl = `pkg:npm/electron@${version}`;
  const licenses = [{ license: { id: 'MIT' } }];
  return {
    'bom-ref': `electron@${version}`,
    type: 'framework',
    name: 'electron',
    version,
    purl,
    scope: 'required',
    licenses,
  };
}
