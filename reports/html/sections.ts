import { BLIND_SPOTS } from '../../src/model/blind-spots.ts';
import { RECORD_STATES } from '../../src/model/coverage-matrix.ts';
import type { Finding, Report, RuleDescription, ScanDescription, Summary } from '../../src/model/report.ts';
import { COVERAGE_STATUSES } from '../../src/model/report.ts';
import type { Outcome } from '../../src/model/verdict.ts';
import { OUTCOMES, SEVERITIES } from '../../src/model/verdict.ts';
import {
  NO_REGION,
  OUTCOME_LABELS,
  RECORD_LABELS,
  SEVERITY_LABELS,
  STATUS_LABELS,
  time,
  verdictSentence,
} from '../labels.ts';
import { counted, figure } from '../words.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';

/** The parts of the page that are read without its script: everything but the findings and the maps. */

/** Leads to the sections; narrow windows scroll it. */
export function navigation({ comparison }: Report): Markup {
  const sections = [
    ...(comparison === null ? [] : [['changes', 'Changes']]),
    ['coverage', 'Coverage'],
    ['records', 'Records'],
    ['findings', 'Findings'],
    ['frameworks', 'Frameworks'],
    ['rules', 'Rules'],
    ['blind-spots', 'Blind spots'],
    ['scan', 'This scan'],
  ] as const;
  const links = sections.map(([id, label]) => markup`<li><a href="#${id}">${label}</a></li>`);
  return markup`<nav class="sections" aria-label="Sections"><ul>${links}</ul></nav>`;
}

export function masthead({ tool, scan, summary }: Report): Markup {
  const places = Object.values(summary.coverage).reduce((sum, count) => sum + count, 0);
  const complete = summary.coverage.scanned;
  const part = scan.shard === null ? '' : ` This is part ${scan.shard.index} of ${scan.shard.of} of the organization.`;
  return markup`<header class="masthead">
<p class="brand"><strong>${tool.name}</strong> API audit-logging report</p>
<h1>${verdictSentence(summary, scan.interrupted)}</h1>
<p class="standfirst">${counted(scan.accounts.length, 'account')} in the partition ${scan.partition}, scanned on ${time(scan.startedAt)}. ${figure(complete)} of ${counted(places, 'pair')} of account and region answered in full.${part}</p>
<p class="evidence">Evidence <code class="hash">sha256:${scan.inventorySha256}</code></p>
</header>`;
}

/** Each figure links to the findings that it counts. */
export function scores({ failures, outcomes }: Summary): Markup {
  const cards = [
    ...SEVERITIES.map((severity) => ({
      kind: severity,
      count: failures[severity],
      label: SEVERITY_LABELS[severity],
      hint: ' failed',
      link: `#severity=${severity}&outcome=fail`,
    })),
    ...(['unknown', 'pass'] as const).map((outcome) => ({
      kind: outcome,
      count: outcomes[outcome],
      label: OUTCOME_LABELS[outcome],
      hint: '',
      link: `#outcome=${outcome}`,
    })),
  ].map(
    ({ kind, count, label, hint, link }) =>
      markup`<li><a class="score ${kind}${count === 0 ? ' none' : ''}" href="${link}"><span class="figure">${figure(count)}</span> <span class="label">${label}<span class="hint">${hint}</span></span></a></li>\n`,
  );
  return markup`<section class="scores" aria-labelledby="scores-title">
<h2 id="scores-title" class="quiet">Failures by severity, unknown and passed</h2>
<ul>${cards}</ul>
</section>`;
}

/** The legend counts; the script draws the map below it. */
export function coverageSection({ coverage }: Summary): Markup {
  const items = COVERAGE_STATUSES.map((status) => {
    const { sign, label } = STATUS_LABELS[status];
    const none = coverage[status] === 0 ? ' none' : '';
    return markup`<li class="legend-item${none}"><span class="cell ${status}" aria-hidden="true">${sign}</span><span><strong>${figure(coverage[status])}</strong> ${label}</span></li>\n`;
  });
  return markup`<section id="coverage" aria-labelledby="coverage-title">
<h2 id="coverage-title">Coverage</h2>
<p class="lead">How far each account could be asked in each region. What was not answered is never counted as passed.</p>
<ul class="legend">${items}</ul>
<div id="coverage-map"></div>
</section>`;
}

/** The legend of the map that the script draws below it. */
export function recordsSection(): Markup {
  const items = RECORD_STATES.map((state) => {
    const { sign, label, meaning } = RECORD_LABELS[state];
    return markup`<li class="legend-item"><span class="cell ${state}" aria-hidden="true">${sign}</span><span><strong>${label}</strong> ${meaning}</span></li>\n`;
  });
  return markup`<section id="records" aria-labelledby="records-title">
<h2 id="records-title">What is recorded where</h2>
<p class="lead">Management events, which calls of AWS’s own APIs leave, by service: <b>r</b> those that read, <b>w</b> those that write. A pale red or purple cell holds for some of them only. Services are shown in the regions where they have events.</p>
<ul class="legend">${items}</ul>
<div id="records-map"></div>
</section>`;
}

/** What the script replaces; it stays where a viewer runs no scripts or blocks them. */
export function findingsSection({ summary: { outcomes }, worst, scan }: Report): Markup {
  const all = OUTCOMES.reduce((sum, outcome) => sum + outcomes[outcome], 0);
  const title = worst.length === 0 ? markup`` : markup`<h3 class="list-title">The gravest failures</h3>`;
  return markup`<section id="findings" aria-labelledby="findings-title" tabindex="-1">
<h2 id="findings-title">Findings</h2>
<div id="findings-list"><p class="lead">This report holds ${counted(all, 'finding')}. The list is drawn by a script inside this file: if it stays away, the viewer blocks scripts. Save the file and open it in a browser.</p>
${title}<ol class="worst">${worst.map((finding) => worstItem(finding, scan))}</ol></div>
</section>`;
}

function worstItem({ severity, message, resource, accountId, region, ruleId }: Finding, { accounts }: ScanDescription) {
  const name = accounts.find(({ id }) => id === accountId)?.name ?? '';
  return markup`<li><span class="mark ${severity}"><strong>${SEVERITY_LABELS[severity]}</strong></span><span>${message}</span><span class="where"><code>${resource.arn}</code> <span>${name === '' ? accountId : `${name} (${accountId})`}</span> <span>${region ?? NO_REGION}</span> <code>${ruleId}</code></span></li>
`;
}

export function rulesSection(rules: readonly RuleDescription[], { byRule }: Summary): Markup {
  const counts = new Map(byRule.map((row) => [row.ruleId, row]));
  const rows = rules.map(({ id, title, severity }) => {
    const count = (outcome: Outcome) => counts.get(id)?.[outcome] ?? 0;
    const cells = OUTCOMES.map(
      (outcome) =>
        markup`<td class="number${count(outcome) === 0 ? ' none' : ` ${outcome}`}">${figure(count(outcome))}</td>`,
    );
    const link = `#${new URLSearchParams({ outcome: OUTCOMES.join(','), rule: id })}`;
    return markup`<tr><th scope="row"><a href="${link}">${title}</a><code>${id}</code></th><td><span class="severity ${severity}">${SEVERITY_LABELS[severity]}</span></td>${cells}</tr>\n`;
  });
  const heads = OUTCOMES.map((outcome) => markup`<th scope="col" class="number">${OUTCOME_LABELS[outcome]}</th>`);
  return markup`<section id="rules" aria-labelledby="rules-title">
<h2 id="rules-title">What was checked</h2>
<div class="wide" tabindex="0" role="region" aria-label="Rules and their outcomes"><table class="rules">
<thead><tr><th scope="col">Rule</th><th scope="col">Severity</th>${heads}</tr></thead>
<tbody>${rows}</tbody>
</table></div>
</section>`;
}

export function blindSpotsSection(): Markup {
  const items = BLIND_SPOTS.map(({ title, detail }) => markup`<li><h3>${title}</h3><p>${detail}</p></li>\n`);
  return markup`<section id="blind-spots" aria-labelledby="blind-spots-title">
<h2 id="blind-spots-title">What no report can show</h2>
<p class="lead">These limits hold for every account, however clean its report.</p>
<ul class="blind-spots">${items}</ul>
</section>`;
}

export function scanSection({ scan, tool }: Report): Markup {
  const entries = scanEntries(scan, tool).map(([term, text]) => markup`<div><dt>${term}</dt><dd>${text}</dd></div>\n`);
  const requests = Object.entries(scan.requests).sort(([a], [b]) => (a < b ? -1 : 1));
  const total = requests.reduce((sum, [, count]) => sum + count, 0);
  const rows = requests.map(
    ([api, count]) =>
      markup`<tr><th scope="row"><code>${api}</code></th><td class="number">${figure(count)}</td></tr>\n`,
  );
  return markup`<section id="scan" aria-labelledby="scan-title">
<h2 id="scan-title">About this scan</h2>
<dl class="scan">${entries}</dl>
<details><summary>${counted(total, 'request')} to ${counted(requests.length, 'API')}</summary>
<table class="requests">
<thead><tr><th scope="col">API</th><th scope="col" class="number">Requests</th></tr></thead>
<tbody>${rows}</tbody>
</table></details>
</section>`;
}

function scanEntries(scan: ScanDescription, tool: Report['tool']): readonly (readonly [string, string])[] {
  const { organization } = scan;
  return [
    ['Started', time(scan.startedAt)],
    ['Finished', time(scan.finishedAt)],
    ['Judged', time(scan.judgedAt)],
    ['Evidence', `sha256:${scan.inventorySha256}`],
    ['Complete', scan.interrupted ? 'No: the scan was stopped before it was done' : 'Yes'],
    ['Caller', scan.caller.arn],
    [
      'Organization',
      organization === null
        ? 'None: single accounts were asked for'
        : `${organization.id}, managed by ${organization.managementAccountId}`,
    ],
    ['Accounts', figure(scan.accounts.length)],
    ['Regions', scan.regions === null ? 'Every region that an account has enabled' : scan.regions.join(', ')],
    ['Made with', `${tool.name} ${tool.version}`],
  ];
}
