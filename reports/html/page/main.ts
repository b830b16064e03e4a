import { startFindings } from './app.ts';
import { drawCoverage } from './coverage.ts';
import { byId, h } from './dom.ts';
import { drawGone } from './gone.ts';
import { load } from './load.ts';
import { namesOf } from './names.ts';
import { drawRecords } from './records.ts';

async function start(): Promise<void> {
  const loaded = await load();
  const names = namesOf(loaded.about);
  startFindings(loaded, names);
  drawCoverage(loaded.coverage, names);
  drawRecords(loaded.matrix, names);
  drawGone(loaded.gone, names);
  comeToAddress();
}

/** Where the browser came to by itself has moved since the maps were drawn. An address of findings leads to their list. */
function comeToAddress(): void {
  const id = location.hash.includes('=') ? 'findings' : location.hash.slice(1);
  document.getElementById(id)?.scrollIntoView({ behavior: 'instant' });
}

start().catch((error: Error) => {
  const sentence = `The findings cannot be shown: ${error.message}.`;
  byId('findings-list').replaceChildren(h('p', { class: 'lead' }, sentence));
});
