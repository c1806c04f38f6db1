import { compositionRoots, guardedPackages, rooms } from './rooms.js';

const sides = ['electron', 'renderer'];
/** @param {string} path */
const side = (path) => path.split('/')[0];

/**
 * What a room must not import, as patterns of ESLint's `no-restricted-imports`.
 *
 * @param {import('./rooms.js').Room} room
 */
function forbiddenIn(room) {
  const others = rooms.filter((other) => other.path !== room.path && !room.may.includes(other.path));
  const folders = others
    .filter((other) => other.path !== 'electron/contract' && !room.may.some((may) => may.startsWith(`${other.path}/`)))
    .map((other) => `**/${other.path.split('/')[1]}/**`);
  const packages = guardedPackages
    .filter((name) => !room.packages.includes(name))
    .flatMap((name) => (name.endsWith(':') ? [`${name}*`] : [name, `${name}/*`]));
  return [
    ...(folders.length === 0
      ? []
      : [{ group: folders, message: `${room.path} may not look into this room (build/rooms.js).` }]),
    { group: packages, message: `${room.path} may not know this package (build/rooms.js).` },
    { group: ['**/tests/**'], message: 'Nothing imports tests.' },
  ];
}

/**
 * One ESLint entry a room: in flat config a later `no-restricted-imports` replaces an earlier one.
 *
 * @type {import('eslint').Linter.Config[]}
 */
export const roomRules = rooms.map((room) => ({
  files: [`${room.path}/**/*.{ts,svelte}`],
  ignores: compositionRoots,
  rules: { 'no-restricted-imports': ['error', { patterns: forbiddenIn(room) }] },
}));

/** @param {string} text */
const escaped = (text) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
/** @param {string} path */
const inside = (path) => `^${escaped(path)}/`;

/** The same table for dependency-cruiser, which sees the whole graph and cycles. */
export const cruiserRules = [
  { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  {
    name: 'nothing-imports-tests',
    severity: 'error',
    from: { path: '^(electron|renderer)/' },
    to: { path: '^tests/' },
  },
  ...sides.map((name) => ({
    name: `${name}-keeps-to-its-side`,
    severity: 'error',
    from: { path: inside(name) },
    to: { path: sides.filter((other) => other !== name).map(inside), pathNot: inside('electron/contract') },
  })),
  ...rooms.map((room) => ({
    name: room.path.replace('/', '-'),
    severity: 'error',
    from: { path: inside(room.path), pathNot: compositionRoots.map((root) => `^${escaped(root)}$`) },
    to: {
      path: rooms.filter((other) => side(other.path) === side(room.path)).map((other) => inside(other.path)),
      pathNot: [room.path, ...room.may].map(inside),
    },
  })),
];
