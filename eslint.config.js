import globals from 'globals';
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';
import { roomRules } from './build/room-rules.js';

const typed = ['electron/**/*.ts', 'renderer/**/*.ts', 'tests/**/*.ts', 'build/**/*.ts', '*.ts'];
const assembly = 'renderer/**/assembly/*.ts';

export default tseslint.config(
  { ignores: ['out/', 'dist/', 'coverage/', 'tests/results/', 'tests/fixtures/', 'node_modules/'] },
  {
    files: typed,
    ignores: [assembly],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['main', 'preload', 'renderer', 'tests'].map((name) => `./build/tsconfig/${name}.json`),
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of strings.' },
        { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' },
      ],
    },
  },
  // AssemblyScript: its compiler and tsc know its types, ESLint's rules about types do not.
  {
    files: [assembly],
    extends: [tseslint.configs.strict, tseslint.configs.stylistic],
    rules: { '@typescript-eslint/consistent-type-definitions': ['error', 'type'] },
  },
  // What tools read as a default export.
  {
    files: ['build/**/*.config.ts', '*.config.ts', 'tests/**/*.config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  ...svelte.configs['flat/recommended'],
  { files: ['renderer/**/*.svelte.ts'], languageOptions: { parserOptions: { parser: tseslint.parser } } },
  {
    files: ['renderer/**/*.svelte'],
    languageOptions: { parserOptions: { parser: tseslint.parser }, globals: globals.browser },
    rules: {
      // Svelte renders text as text; markup from text is never wanted here.
      'svelte/no-at-html-tags': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'SvelteAttribute[key.name="style"]',
          message: 'The CSP refuses style attributes; use style: or a class.',
        },
      ],
    },
  },
  { files: ['build/**/*.js', '*.js'], languageOptions: { globals: globals.node } },
  ...roomRules,
);
