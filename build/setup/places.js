import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project folder: where package.json lies. */
export const projectFolder = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');

/** Where things that outlive a clone are kept, outside the tree; a stranger's XDG rules are honoured. */
export const cacheFolder = path.join(process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache'), 'stemroom');

/**
 * @param {...string} parts a path inside the project
 * @returns {string} the same path, absolute
 */
export const inProject = (...parts) => path.join(projectFolder, ...parts);
