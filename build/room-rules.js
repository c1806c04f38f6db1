import { posix, relative } from 'node:path';
import { compositionRoots, guardedPackages, rooms } from './rooms.js';

const sides = ['electron', 'renderer'];
/** @param {string} path */
const side = (path) => path.split('/')[0];

/** @param {string} path */
const roomOf = (path) => rooms.find((room) => path.startsWith(`${room.path}/`));

/** @param {import('./rooms.js').Room} room @param {string} path */
const mayImport = (room, path) => [room.path, ...room.may].some((allowed) => path.startsWith(`${allowed}/`));

/**
 * Holds every relative import to the table. Folders of a room may be called like another room (`components/export`), so the
 * path is resolved before it is judged.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
const keepToRoom = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { closed: '{{ from }} may not import from {{ to }} (build/rooms.js).' },
  },
  create(context) {
    const file = relative(context.cwd, context.filename).replaceAll('\\', '/');
    const room = roomOf(file);
    /** @param {import('eslint').Rule.Node} node */
    const judge = (node) => {
      const source = 'source' in node ? node.source : null;
      const target = source?.type === 'Literal' ? source.value : undefined;
      if (room === undefined || typeof target !== 'string' || !target.startsWith('.')) return;
      const path = posix.join(posix.dirname(file), target);
      const to = roomOf(path);
      if (to === undefined || mayImport(room, path)) return;
      context.report({ node, messageId: 'closed', data: { from: room.path, to: to.path } });
    };
    return {
      ImportDeclaration: judge,
      ExportNamedDeclaration: judge,
      ExportAllDeclaration: judge,
      ImportExpression: judge,
    };
  },
};

/**
 * What a room must not import beside other rooms, as patterns of ESLint's `no-restricted-imports`.
 *
 * @param {import('./rooms.js').Room} room
 */
function forbiddenIn(room) {
  const packages = guardedPackages
    .filter((name) => !room.packages.includes(name))
    .flatMap((name) => (name.endsWith(':') ? [`${name}*`] : [name, `${name}/*`]));
  return [
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
  plugins: { rooms: { rules: { 'keep-to-room': keepToRoom } } },
  rules: { 'rooms/keep-to-room': 'error', 'no-restricted-imports': ['error', { patterns: forbiddenIn(room) }] },
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
