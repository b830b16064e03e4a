import type { Location } from 'sarif';
import type { ComparedFinding } from '../../src/model/comparison.ts';
import type { AccountId, Arn, Region } from '../../src/model/target.ts';
import { shorten } from '../visible-text.ts';

/** Where the paths of resources begin: the root of a repository, as CodeQL names it. */
export const SOURCE_ROOT = '%SRCROOT%';

/** Enough for every name that AWS allows. */
const SEGMENT_LIMIT = 255;

export function findingLocation({ accountId, region, resource }: ComparedFinding): Location {
  return location(accountId, region, resource.arn, resource.name);
}

/** An account as a whole. */
export function accountLocation(accountId: AccountId, partition: string): Location {
  return location(accountId, null, `arn:${partition}:iam::${accountId}:root`, accountId);
}

/**
 * Where a cloud resource is, as a path of a file that does not exist: GitHub takes no location without a relative
 * path (SARIF support for code scanning), and refuses ARNs and absolute URIs in its place.
 */
function location(accountId: AccountId, region: Region | null, arn: Arn, name: string): Location {
  const path = ['aws', accountId, region ?? 'global', ...resourcePath(arn)];
  return {
    physicalLocation: {
      artifactLocation: { uri: path.map(pathSegment).join('/'), uriBaseId: SOURCE_ROOT },
      region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
    },
    logicalLocations: [{ name: name === '' ? arn : name, fullyQualifiedName: arn, kind: 'resource' }],
  };
}

/** The service and the resource of an ARN, in parts: `cloudtrail`, `trail`, `payments`. */
function resourcePath(arn: Arn): readonly string[] {
  const [scheme, , service, , , ...resource] = arn.split(':');
  if (scheme !== 'arn' || service === undefined || service === '' || resource.length === 0) return ['other', arn];
  return [service, ...resource.flatMap((part) => part.split('/')).filter((part) => part !== '')];
}

function pathSegment(text: string): string {
  const wellFormed = shorten(text, SEGMENT_LIMIT).replace(/\p{Cs}/gu, '\ufffd');
  // A segment of dots would be resolved away, percent-encoded or not (RFC 3986, 6.2.2).
  return encodeURIComponent(/^\.+$/.test(wellFormed) ? `_${wellFormed}` : wellFormed);
}
