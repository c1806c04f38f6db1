import { cruiserRules } from './build/room-rules.js';

export default {
  forbidden: cruiserRules,
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'node_modules|^out/' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.svelte'], exportsFields: ['exports'] },
  },
};
