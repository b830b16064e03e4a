import type { ComparedFinding } from '../../src/model/comparison.ts';
import { place } from '../place.ts';
import { brief, code, prose } from './text.ts';

const MESSAGE_LIMIT = 500;

/** A finding as an item of a list, in one line. `marks` are words of ours. */
export function findingLine(marks: string, finding: ComparedFinding): string {
  const { ruleId, message, resource } = finding;
  const where = `${code(brief(resource.arn))} in ${code(place(finding))}`;
  return `- **${marks}** ${code(ruleId)} ${prose(brief(message, MESSAGE_LIMIT))} (${where})\n`;
}
