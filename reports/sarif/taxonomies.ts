import type { ReportingDescriptorRelationship, ToolComponent } from 'sarif';
import type { Control } from '../../src/model/controls.ts';
import { FRAMEWORKS } from '../../src/model/controls.ts';
import type { RuleDescription } from '../../src/model/report.ts';

/** The clauses of one version of a framework, in the order of their place in SARIF's arrays. */
interface Taxonomy {
  readonly name: string;
  readonly version: string;
  readonly ids: string[];
}

export interface Taxonomies {
  readonly components: ToolComponent[];
  /** A rule's relation to each of its controls. */
  relationships(rule: RuleDescription): ReportingDescriptorRelationship[];
}

/** Every control of some rules as SARIF taxonomies, one for each version of a framework. */
export function taxonomiesOf(rules: readonly RuleDescription[]): Taxonomies {
  const byKey = new Map<string, Taxonomy>();
  for (const control of rules.flatMap(({ controls }) => controls)) {
    const key = keyOf(control);
    const taxonomy = byKey.get(key) ?? { name: FRAMEWORKS[control.framework], version: control.version, ids: [] };
    if (!taxonomy.ids.includes(control.id)) taxonomy.ids.push(control.id);
    byKey.set(key, taxonomy);
  }
  const keys = [...byKey.keys()];
  return {
    components: [...byKey.values()].map(({ name, version, ids }) => ({
      name,
      version,
      isComprehensive: false,
      taxa: ids.map((id) => ({ id })),
    })),
    relationships: ({ controls }) =>
      controls.map((control) => ({
        target: {
          id: control.id,
          index: byKey.get(keyOf(control))?.ids.indexOf(control.id) ?? -1,
          toolComponent: { name: FRAMEWORKS[control.framework], index: keys.indexOf(keyOf(control)) },
        },
        kinds: ['relevant'],
      })),
  };
}

function keyOf({ framework, version }: Control): string {
  return `${framework} ${version}`;
}
