import type { CDPSession, Page } from '@playwright/test';

/** What a screen reader says about a control: its role, its name, and its value and states. */
export type Spoken = readonly [role: string, name: string, says?: string];

type Property = { readonly name: string; readonly value: { readonly value?: unknown } };
type Node = {
  readonly nodeId: string;
  readonly parentId?: string;
  readonly childIds?: readonly string[];
  readonly ignored: boolean;
  readonly role?: { readonly value?: unknown };
  readonly name?: { readonly value?: unknown };
  readonly value?: { readonly value?: unknown };
  readonly properties?: readonly Property[];
};

/** Roles of what can be used, and of what says where it stands. All else is text, or of no meaning. */
const told = new Set([
  ...['button', 'checkbox', 'combobox', 'link', 'menuitem', 'menuitemradio', 'radio', 'searchbox', 'slider'],
  ...['spinbutton', 'switch', 'tab', 'textbox', 'progressbar', 'meter', 'DisclosureTriangle'],
  ...['dialog', 'alertdialog', 'group', 'menu', 'navigation', 'radiogroup', 'region', 'tablist'],
]);
/** Told of once they have a name. What has no role and takes the focus without being a stop, as a dialog's content, has none. */
const toldByName = new Set(['list', 'table', 'generic']);
/** The page itself, and the choices of a list that is closed. */
const unsaid = new Set(['RootWebArea', 'option', 'MenuListPopup']);

const textOf = (of: { readonly value?: unknown } | undefined): string =>
  typeof of?.value === 'string' || typeof of?.value === 'number' ? String(of.value) : '';

/** Value and states in the words of a screen reader. */
function saysOf({ value, properties = [] }: Node): string {
  const states = new Map(properties.map((property) => [property.name, property.value.value]));
  const isOn = (state: string): boolean => states.get(state) === true || states.get(state) === 'true';
  const either = (state: string, on: string, off: string): string =>
    states.has(state) ? (isOn(state) ? on : states.get(state) === 'mixed' ? 'partly' : off) : '';
  const popup = states.get('hasPopup');
  return [
    textOf({ value: states.get('valuetext') }) || textOf(value),
    either('pressed', 'pressed', 'not pressed'),
    either('checked', 'checked', 'not checked'),
    either('expanded', 'expanded', 'collapsed'),
    popup === 'menu' || popup === 'dialog' ? popup : '',
    isOn('invalid') ? 'invalid' : '',
    isOn('readonly') ? 'read only' : '',
    isOn('disabled') ? 'unavailable' : '',
  ]
    .filter((words) => words !== '')
    .join(', ');
}

const sessions = new WeakMap<Page, CDPSession>();

/** The tree stays while its session lasts: made anew for each question, under a busy computer, it once took the page down. */
async function sessionOf(page: Page): Promise<CDPSession> {
  const session = sessions.get(page) ?? (await page.context().newCDPSession(page));
  if (!sessions.has(page)) await session.send('Accessibility.enable');
  sessions.set(page, session);
  return session;
}

/**
 * What a screen reader finds on the page, in its order, or within the first element of a role and name: everything that has one of the
 * roles above, or takes the focus.
 */
export async function spoken(page: Page, within?: Spoken): Promise<readonly Spoken[]> {
  const session = await sessionOf(page);
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { readonly nodes: readonly Node[] };
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const below = (node: Node): readonly Node[] => [
    node,
    ...(node.childIds ?? []).flatMap((id) => {
      const child = byId.get(id);
      return child === undefined ? [] : below(child);
    }),
  ];
  const rowOf = (node: Node): Spoken => {
    const says = saysOf(node);
    const row = [textOf(node.role), textOf(node.name).trim()] as const;
    return says === '' ? row : [...row, says];
  };
  const root = nodes.find((node) =>
    within === undefined
      ? node.parentId === undefined
      : !node.ignored && textOf(node.role) === within[0] && textOf(node.name) === within[1],
  );
  if (root === undefined) throw new Error(`Nothing is spoken of ${within?.join(' ') ?? 'the page'}.`);
  const isTold = ({ ignored, role, name, properties = [] }: Node): boolean => {
    if (ignored || unsaid.has(textOf(role))) return false;
    if (toldByName.has(textOf(role))) return textOf(name) !== '';
    return told.has(textOf(role)) || properties.some((one) => one.name === 'focusable' && one.value.value === true);
  };
  return below(root).filter(isTold).map(rowOf);
}
