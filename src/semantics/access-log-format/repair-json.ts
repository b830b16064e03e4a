import type { ApiKind } from '../../model/apigateway.ts';
import type { JsonMember, JsonNode } from './json-template.ts';
import { readJsonTemplate } from './json-template.ts';
import { fieldName, mended, missingVariables, takeName } from './mend.ts';
import type { Format } from './parse.ts';
import { parseFormat } from './parse.ts';
import { contentEnd } from './shape.ts';

/** A JSON format with its mistakes mended, its structure kept and what is missing added; null where it cannot be read. */
export function repairJson(format: Format): string | null {
  const root = rootOf(format);
  if (root === null || (root.type !== 'object' && root.type !== 'array')) return null;
  const kept = mendNode(root, format.api) ?? root;
  return serialize(withMissing(kept, format.api));
}

/** Flat JSON with a field for each variable. */
export function flatJson(variables: readonly string[]): string {
  const taken = new Set<string>();
  const members = variables.map((name) => ({ key: takeName(fieldName(name), taken), value: variableNode(name) }));
  return serialize({ type: 'object', members });
}

/** The root, also where the whole format stands in quotes of its own. */
function rootOf(format: Format): JsonNode | null {
  const { root } = readJsonTemplate(format, contentEnd(format.text));
  if (root?.type !== 'string') return root;
  try {
    const inner = parseFormat(String(JSON.parse(`"${root.raw}"`)), format.api);
    return readJsonTemplate(inner, contentEnd(inner.text)).root;
  } catch {
    return null;
  }
}

/** Null where nothing of it can stay. */
function mendNode(node: JsonNode, api: ApiKind): JsonNode | null {
  if (node.type === 'literal') return node;
  if (node.type === 'string') return mendString(node.raw, api);
  if (node.type === 'array') return { type: 'array', items: node.items.flatMap((item) => mendNode(item, api) ?? []) };
  const taken = new Set<string>();
  const members = node.members.flatMap(({ key, value }): JsonMember[] => {
    const kept = mendNode(value, api);
    return kept === null ? [] : [{ key: takeName(mendRaw(key, api), taken), value: kept }];
  });
  return { type: 'object', members };
}

function mendString(raw: string, api: ApiKind): JsonNode | null {
  const inner = parseFormat(raw, api);
  const [only] = inner.references;
  const alone = only !== undefined && only.start === 0 && only.end === raw.length;
  return alone && mended(only, inner) === null ? null : { type: 'string', raw: mendRaw(raw, api) };
}

function mendRaw(raw: string, api: ApiKind): string {
  return mendReferences(parseFormat(raw, api));
}

/** The text with each reference mended, and - where nothing can stand. */
export function mendReferences(format: Format): string {
  let text = '';
  let from = 0;
  for (const reference of format.references) {
    text += format.text.slice(from, reference.start) + (mended(reference, format) ?? '-');
    from = reference.end;
  }
  return text + format.text.slice(from);
}

function withMissing(root: JsonNode, api: ApiKind): JsonNode {
  const missing = missingVariables(parseFormat(serialize(root), api));
  if (root.type === 'array') return { type: 'array', items: [...root.items, ...missing.map(variableNode)] };
  if (root.type !== 'object') return root;
  const taken = new Set(root.members.map(({ key }) => key));
  const added = missing.map((name) => ({ key: takeName(fieldName(name), taken), value: variableNode(name) }));
  return { type: 'object', members: [...root.members, ...added] };
}

function variableNode(name: string): JsonNode {
  return { type: 'string', raw: `$context.${name}` };
}

function serialize(node: JsonNode): string {
  switch (node.type) {
    case 'object':
      return `{${node.members.map(({ key, value }) => `"${key}":${serialize(value)}`).join(',')}}`;
    case 'array':
      return `[${node.items.map(serialize).join(',')}]`;
    case 'string':
      return `"${node.raw}"`;
    case 'literal':
      return node.text;
  }
}
