import type { FindingRemediation } from '../../../src/model/report.ts';
import { button, h, lines } from './dom.ts';

type Language = keyof FindingRemediation;
const LANGUAGES: readonly (readonly [Language, string])[] = [
  ['cli', 'AWS CLI'],
  ['terraform', 'Terraform'],
  ['cloudformation', 'CloudFormation'],
];

/** The language that was looked at last, for the next finding. */
let preferred: Language = 'cli';

export function remediationTabs(remediation: FindingRemediation): HTMLElement {
  const tabs = LANGUAGES.map(([language, label]) =>
    button(label, { role: 'tab', id: `tab-${language}`, 'aria-controls': `fix-${language}` }, () => choose(language)),
  );
  const panels = LANGUAGES.map(([language]) => codePanel(language, remediation[language]));
  const choose = (language: Language) => {
    preferred = language;
    LANGUAGES.forEach(([name], index) => {
      tabs[index]?.setAttribute('aria-selected', String(name === language));
      tabs[index]?.setAttribute('tabindex', name === language ? '0' : '-1');
      panels[index]?.toggleAttribute('hidden', name !== language);
    });
  };
  const list = h('div', { role: 'tablist', 'aria-label': 'How to fix' }, tabs);
  list.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const at = LANGUAGES.findIndex(([language]) => language === preferred);
    const next = LANGUAGES[(at + step + LANGUAGES.length) % LANGUAGES.length];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    choose(next[0]);
    tabs[LANGUAGES.indexOf(next)]?.focus();
  });
  choose(preferred);
  return h('div', { class: 'fix' }, list, panels);
}

function codePanel(language: Language, text: string): HTMLElement {
  const code = h('code', {}, lines(text));
  return h(
    'div',
    { role: 'tabpanel', id: `fix-${language}`, 'aria-labelledby': `tab-${language}` },
    h('pre', { tabindex: 0 }, code),
    copyButton('Copy', text, code),
  );
}

/** Copies the text as it came; where the browser refuses, selects what is shown for the reader to copy. */
export function copyButton(label: string, text: string, shown: HTMLElement): HTMLButtonElement {
  const said = h('span', {}, label);
  const say = (words: string) => {
    said.replaceChildren(words);
    setTimeout(() => said.replaceChildren(label), 2_000);
  };
  return button(said, { class: 'copy', 'aria-live': 'polite' }, async () => {
    try {
      await navigator.clipboard.writeText(text);
      say('Copied');
    } catch {
      getSelection()?.selectAllChildren(shown);
      say('Selected: copy it with your keyboard');
    }
  });
}
