import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import type { RunOnly, RunOptions } from 'axe-core';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Whatever lies over the page: a dialog that holds it up, or one beside what opened it. */
export const openDialog = ':is(dialog[open], [role=dialog])';

type Look = {
  /** A selector: only what is inside of it. */
  readonly within?: string | undefined;
  /** So many rules must have found something to try on. */
  readonly leastPasses?: number;
};

/**
 * What axe finds wrong with a page in the theme it wears, a line a place. Colours are the only thing that a theme changes:
 * a screen that was examined in one theme needs `colourFindings` in the other.
 */
export const findings = (page: Page, { within, leastPasses = 15 }: Look = {}): Promise<readonly string[]> =>
  examine(page, { type: 'tag', values: rules }, within, leastPasses);

/** What axe finds wrong with the contrasts of a page, a line a place. */
export const colourFindings = (page: Page, { within }: Pick<Look, 'within'> = {}): Promise<readonly string[]> =>
  examine(page, { type: 'rule', values: ['color-contrast'] }, within, 0);

/** Axe's own script, which every page is given once: to read it takes longer than to examine a dialog. */
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Finding = { readonly id: string; readonly help: string; readonly nodes: readonly FoundNode[] };
type FoundNode = { readonly html: string; readonly failureSummary?: string | undefined };

async function examine(
  page: Page,
  runOnly: RunOnly,
  within: string | undefined,
  leastPasses: number,
): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(`${axeSource}; undefined`);
  // In the middle of a change of theme, colours of both would be compared.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((animation) => animation instanceof CSSTransition)
        .map(({ finished }) => finished),
    ),
  );
  // Of what passes only the rules are counted. Nothing of the page is loaded from elsewhere, so nothing has to be loaded for axe.
  const options: RunOptions = { runOnly, resultTypes: ['violations'], preload: false, selectors: false };
  const asked = { context: within ?? 'html', options };
  const { violations, passed } = await page.evaluate(
    async (one): Promise<{ violations: Finding[]; passed: number }> => {
      const found = await axe.run(one.context, one.options);
      const nodesOf = (nodes: readonly FoundNode[]) =>
        nodes.map(({ html, failureSummary }) => ({ html, failureSummary }));
      const plain = found.violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodesOf(nodes) }));
      return { violations: plain, passed: found.passes.length };
    },
    asked,
  );
  expect(passed, 'rules that axe could try').toBeGreaterThan(leastPasses);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary ?? ''}`),
  );
}
