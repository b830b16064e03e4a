import { counted, figure } from '../../words.ts';
import { byId, h } from './dom.ts';
import type { FindingList } from './list.ts';
import { findingList, focusList, markOpened, neighbour, showEntries } from './list.ts';
import type { ListedFinding, Loaded } from './load.ts';
import type { Names } from './names.ts';
import type { Panel } from './panel.ts';
import { panel } from './panel.ts';
import { paperList } from './paper.ts';
import type { Selection } from './select.ts';
import { selector } from './select.ts';
import type { Toolbar } from './toolbar.ts';
import { toolbar } from './toolbar.ts';
import type { View } from './view.ts';
import { formatView, parseView } from './view.ts';

interface App {
  readonly findings: ReadonlyMap<string, ListedFinding>;
  readonly select: (view: View) => Selection<ListedFinding>;
  readonly bar: Toolbar;
  readonly list: FindingList;
  readonly panel: Panel;
  readonly nothing: HTMLElement;
  view: View;
  /** The address of what the list shows, without the opened finding. */
  listed: string;
  /** The timer that will write the address. */
  writing: ReturnType<typeof setTimeout> | null;
}

/** Milliseconds without a change before the address is written: Safari refuses more than 100 writes in 30 seconds. */
const SETTLED = 200;

/** Draws toolbar and list, and from then on whatever the address says: links, keys and controls only change that. */
export function startFindings({ about, findings, details }: Loaded, names: Names): void {
  const extra = ({ accountId, ruleId }: ListedFinding) =>
    `${names.account(accountId)}\n${names.rule(ruleId)?.title ?? ''}`;
  const selection = selector(findings, extra);
  const app: App = {
    findings: new Map(findings.map((finding) => [finding.fingerprint, finding])),
    select: selection.select,
    bar: toolbar({ findings, names, compared: about.compared }, (part) => go(app, { ...app.view, ...part }, 'replace')),
    list: findingList(names),
    panel: panel(details, names, {
      close: () => close(app),
      step: (by) => open(app, neighbour(app.list, by)),
    }),
    nothing: h('p', { class: 'nothing' }, 'No finding matches these filters.'),
    view: parseView(''),
    listed: '',
    writing: null,
  };
  const selected = () => app.list.entries.flatMap((entry) => (entry.kind === 'finding' ? [entry.finding] : []));
  const paper = paperList(selected, names);
  byId('findings-list').replaceChildren(app.bar.element, app.nothing, app.list.window.element, paper);
  document.addEventListener('keydown', (event) => onKey(app, event));
  addEventListener('hashchange', () => onAddress(app));
  show(app, parseView(location.hash));
  inIdleTime(selection.prepare());
}

/** Takes one step after the other, and gives way to the reader between them. */
function inIdleTime(steps: Iterator<void>): void {
  if (steps.next().done !== true) setTimeout(() => inIdleTime(steps));
}

function go(app: App, view: View, how: 'push' | 'replace'): void {
  settle(app);
  if (how === 'push') history.pushState(null, '', formatView(view));
  else app.writing = setTimeout(() => history.replaceState(null, '', formatView(view)), SETTLED);
  show(app, view);
}

/** An address that is still to be written must not undo a newer one. */
function settle(app: App): void {
  if (app.writing !== null) clearTimeout(app.writing);
  app.writing = null;
}

function show(app: App, view: View): void {
  const opens = view.finding !== app.view.finding;
  app.view = view;
  app.bar.sync(view);
  const listed = formatView({ ...view, finding: '' });
  if (listed !== app.listed) {
    app.listed = listed;
    const { entries, count } = app.select(view);
    app.nothing.hidden = count > 0;
    app.list.window.element.hidden = count === 0;
    showEntries(app.list, entries, ({ fingerprint }) => formatView({ ...view, finding: fingerprint }));
    app.bar.announce(`${figure(count)} of ${counted(app.findings.size, 'finding')}`);
  }
  if (opens) showOpened(app);
}

function showOpened({ view, findings, list, panel }: App): void {
  markOpened(list, view.finding);
  const finding = findings.get(view.finding);
  if (view.finding === '') panel.close();
  else if (finding === undefined) panel.missing(view.finding);
  else panel.open(finding, { first: neighbour(list, -1) === null, last: neighbour(list, 1) === null });
}

function open(app: App, finding: ListedFinding | null): void {
  if (finding !== null) go(app, { ...app.view, finding: finding.fingerprint }, 'replace');
}

function close(app: App): void {
  if (app.view.finding === '') return;
  go(app, { ...app.view, finding: '' }, 'push');
  focusList(app.list);
}

function onAddress(app: App): void {
  // A link within the page, such as the one that skips to the findings, says nothing about the view.
  if (location.hash !== '' && !location.hash.includes('=')) return;
  settle(app);
  const before = app.listed;
  show(app, parseView(location.hash));
  if (app.listed !== before) byId('findings').scrollIntoView();
}

function onKey(app: App, event: KeyboardEvent): void {
  const { key, target } = event;
  const { search } = app.bar;
  const typing = target instanceof HTMLElement && target.closest('input[type="search"], select, textarea') !== null;
  if (key === 'Escape') close(app);
  else if (key === '/' && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    search.focus();
  } else if (target === search && (key === 'ArrowDown' || key === 'Enter')) {
    event.preventDefault();
    focusList(app.list);
  }
}
