import { createHash } from 'node:crypto';
import type { Report, Reporter } from '../../src/model/report.ts';
import { time } from '../labels.ts';
import { figure } from '../words.ts';
import { block, findingBlocks, listBlocks } from './blocks.ts';
import { changesSection } from './changes.ts';
import { frameworksSection } from './frameworks.ts';
import { markup } from './markup.ts';
import { PAGE_SCRIPT, PAGE_STYLE } from './page.generated.ts';
import {
  blindSpotsSection,
  coverageSection,
  findingsSection,
  masthead,
  navigation,
  recordsSection,
  rulesSection,
  scanSection,
  scores,
} from './sections.ts';

/**
 * One self-contained HTML file that may run nothing but its own script and asks no network. The summary is plain
 * HTML; findings and coverage follow as compressed blocks, which the script draws as text.
 */
export const html: Reporter = async function* html(report) {
  yield head(report);
  yield body(report);
  const compared = report.comparison !== null;
  yield await block('about', { rules: report.rules, accounts: report.scan.accounts, compared });
  yield* listBlocks('coverage', report.coverage());
  yield* listBlocks('matrix', report.matrix());
  if (report.comparison !== null) yield* listBlocks('gone', report.comparison.gone());
  yield* findingBlocks(report.findings());
  yield `<script>${PAGE_SCRIPT}</script>\n</body>\n</html>\n`;
};

function head({ tool, scan, summary }: Report): string {
  const policy = [
    "default-src 'none'",
    `script-src '${integrity(PAGE_SCRIPT)}'`,
    `style-src '${integrity(PAGE_STYLE)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${{ html: policy }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="${tool.name} ${tool.version}">
<title>${tool.name}: ${figure(summary.outcomes.fail)} failed, ${time(scan.startedAt)}</title>
<style>${{ html: PAGE_STYLE }}</style>
</head>
`.html;
}

function body(report: Report): string {
  const { rules, summary, comparison } = report;
  return markup`<body>
<a class="skip" href="#findings">Skip to the findings</a>
${navigation(report)}
<main>
${masthead(report)}
${scores(summary)}
${comparison === null ? [] : changesSection(comparison)}
${coverageSection(summary)}
${recordsSection()}
${findingsSection(report)}
${frameworksSection(rules, summary)}
${rulesSection(rules, summary)}
${blindSpotsSection()}
${scanSection(report)}
</main>
<div id="panel"></div>
`.html;
}

function integrity(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
