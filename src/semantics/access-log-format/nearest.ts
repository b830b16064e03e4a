import type { ApiKind } from '../../model/apigateway.ts';
import { CATALOGUE, standingOf } from './catalogue.ts';
import type { ContextVariable } from './context-variable.ts';
import { editDistance } from './edit-distance.ts';

/** Names that no letter-by-letter comparison would find, as they stand in public formats. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  ip: 'identity.sourceIp',
  clientip: 'identity.sourceIp',
  remoteaddr: 'identity.sourceIp',
  method: 'httpMethod',
  requestmethod: 'httpMethod',
  timestamp: 'requestTime',
  time: 'requestTime',
  uri: 'path',
  requesturi: 'path',
  statuscode: 'status',
  responsestatus: 'status',
  bytes: 'responseLength',
  responsesize: 'responseLength',
  responsetime: 'responseLatency',
  latency: 'responseLatency',
  traceid: 'xrayTraceId',
};

/**
 * The variable that a wrong name most likely stands for, by letter case, by its last part (`userAgent` for
 * `identity.userAgent`), by other words for it, and by letters; null where nothing is near. Only what the kind of API
 * can print is offered.
 */
export function nearestName(wrong: string, api: ApiKind): string | null {
  // A very long name is none that somebody mistyped, and comparing it takes time.
  if (wrong === '' || wrong.length > 80) return null;
  const folded = fold(wrong);
  const candidates = CATALOGUE.filter(({ name, apis, quoted }) => apis.includes(api) && !quoted && !name.endsWith('}'));
  return (
    (candidates.find(({ name }) => fold(name) === folded)?.name ??
      candidates.find(({ name }) => fold(lastPart(name)) === folded)?.name ??
      otherWord(folded, api) ??
      closest(folded, candidates)) ||
    null
  );
}

function otherWord(folded: string, api: ApiKind): string | null {
  const name = Object.hasOwn(OTHER_WORDS, folded) ? OTHER_WORDS[folded] : undefined;
  return name !== undefined && standingOf(name, api).available === 'yes' ? name : null;
}

function closest(folded: string, candidates: readonly ContextVariable[]): string | null {
  let best: string | null = null;
  let distance = Math.min(3, Math.floor(folded.length / 4)) + 1;
  for (const { name } of candidates) {
    const away = Math.min(editDistance(folded, fold(name)), editDistance(folded, fold(lastPart(name))) + 0.5);
    if (away < distance) [best, distance] = [name, away];
  }
  return best;
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function fold(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
}
