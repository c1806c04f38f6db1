import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'svelte/compiler';
import { expect, test } from 'vitest';
import { projectFolder } from '../../../build/setup/places.js';

/** Texts that are no language, and why. */
const allowed: Readonly<Record<string, string>> = {
  ...{ Stemroom: 'a name', Electron: 'a name', Chromium: 'a name' },
  'https://': 'how an address begins',
  '3e63b4cc88d52611159371f6af5571e7': 'an example of a task id',
  Am7: 'an example of a chord',
  F: 'function keys are called so everywhere',
  '{title} {variant} {artist} {key} {bpm}': 'codes of a name, which the user types',
};

/** Attributes, props of components and fields of objects that are shown or read aloud. */
const shownNames: ReadonlySet<string> = new Set([
  ...['alt', 'aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext'],
  ...['heading', 'label', 'placeholder', 'text', 'title'],
]);

type Node = { readonly type: string; readonly [key: string]: unknown };
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

const nodesIn = (value: unknown): readonly Node[] => {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  return isNode(value) ? [value] : [];
};
const childrenOf = (node: Node): readonly Node[] => Object.values(node).flatMap(nodesIn);

type Found = { readonly text: string; readonly at: number };

/** A text with letters that is not allowed. */
function found(text: unknown, { start }: Node): readonly Found[] {
  if (typeof text !== 'string' || !/\p{L}/u.test(text)) return [];
  const bare = text.replaceAll(/\s+/g, ' ').replaceAll(/^[ ,.:;()·]+|[ ,.:;()·]+$/g, '');
  return bare in allowed ? [] : [{ text: bare, at: typeof start === 'number' ? start : 0 }];
}

/** The strings that an expression gives: of its branches and operands, not those that it compares, looks up or passes on. */
function stringsIn(node: Node): readonly Found[] {
  const inner = (...keys: readonly string[]): readonly Found[] =>
    keys.flatMap((key) => nodesIn(node[key]).flatMap(stringsIn));
  switch (node.type) {
    case 'Literal':
      return found(node.value, node);
    case 'TemplateElement':
      return isRecord(node.value) ? found(node.value.cooked, node) : [];
    case 'Text':
      return found(node.data, node);
    case 'TemplateLiteral':
      return inner('quasis', 'expressions');
    case 'ConditionalExpression':
      return inner('consequent', 'alternate');
    case 'LogicalExpression':
      return inner('left', 'right');
    case 'AssignmentPattern':
      return inner('right');
    case 'BinaryExpression':
      return node.operator === '+' ? inner('left', 'right') : [];
    case 'ExpressionTag':
    case 'TSAsExpression':
      return inner('expression');
    default:
      return [];
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const nameOf = (key: unknown): unknown => (isNode(key) ? (key.name ?? key.value) : key);

function literalsUnder(node: Node): readonly Found[] {
  switch (node.type) {
    case 'Text':
    case 'ExpressionTag':
      return [...stringsIn(node), ...childrenOf(node).flatMap(literalsUnder)];
    case 'Attribute': {
      const name = nameOf(node.name);
      const isShown = typeof name === 'string' && shownNames.has(name);
      const values = nodesIn(node.value);
      const deeper = values.flatMap(childrenOf).flatMap(literalsUnder);
      return isShown ? [...values.flatMap(stringsIn), ...deeper] : deeper;
    }
    case 'StyleDirective':
      return [];
    case 'Property': {
      const name = nameOf(node.key);
      const isShown = typeof name === 'string' && shownNames.has(name);
      const values = nodesIn(node.value);
      return [...(isShown ? values.flatMap(stringsIn) : []), ...values.flatMap(literalsUnder)];
    }
    default:
      return childrenOf(node).flatMap(literalsUnder);
  }
}

/** The texts of a component that are written in it, each with its line. */
function literalsOf(source: string): readonly string[] {
  const { fragment, instance, module } = parse(source, { modern: true });
  return nodesIn([fragment, instance, module])
    .flatMap(literalsUnder)
    .map(({ text, at }) => `${String(source.slice(0, at).split('\n').length)}: ${text}`);
}

test('texts of a component that are no part of a catalogue are found', () => {
  const source = `<script lang="ts">
  const choices = [{ value: 'mix', text: 'Mix' }];
  let { kind, label = 'Stem' }: { kind: string; label?: string } = $props();
</script>
<p class="soft" title="The title" data-kind="x" style:width="{width}px">Text {kind === 'stem' ? 'one' : words().two}</p>
<Button label={kind === 'stem' ? \`Solo \${kind}\` : words().solo} look="quiet" onclick={() => go('there')}>12 · {words().go}</Button>
<List items={[{ label: 'Item', kind: 'x' }]} title={words().title} />
<style>p { color: red }</style>`;
  expect(literalsOf(source)).toEqual(['5: The title', '5: Text', '5: one', '6: Solo', '7: Item', '2: Mix', '3: Stem']);
});

test('every text of a component comes from a catalogue', () => {
  const files = readdirSync(join(projectFolder, 'renderer'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.svelte'))
    .map((file) => `renderer/${file.replaceAll('\\', '/')}`);
  expect(files.length).toBeGreaterThan(100);
  const literals = files
    .toSorted()
    .flatMap((file) =>
      literalsOf(readFileSync(join(projectFolder, file), 'utf8')).map((literal) => `${file}:${literal}`),
    );
  expect(literals).toEqual([]);
});
