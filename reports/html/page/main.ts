import { startFindings } from './app.ts';
import { drawCoverage } from './coverage.ts';
import { byId, h } from './dom.ts';
import { load } from './load.ts';
import { namesOf } from './names.ts';

async function start(): Promise<void> {
  const loaded = await load();
  const names = namesOf(loaded.about);
  drawCoverage(loaded.coverage, names);
  startFindings(loaded, names);
}

start().catch((error: Error) => {
  const sentence = `The findings cannot be shown: ${error.message}.`;
  byId('findings-list').replaceChildren(h('p', { class: 'lead' }, sentence));
});
