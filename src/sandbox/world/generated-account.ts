import { draw } from '../draw.ts';
import type { AccountSource } from './account.ts';
import { drawDefect, ROLE_DEFECTS, STAGE_DEFECTS, TRAIL_DEFECTS } from './generated-defects.ts';
import { organizationArn } from './ids.ts';
import type { ApiKind, ApiPlan, DeliveryErrors, RolePlan, TrailPlan } from './plan.ts';
import type { RegionSource } from './region.ts';
import { roleArn } from './roles.ts';
import { SOUND_ROLE, SOUND_STAGES, SOUND_TRAIL } from './sound.ts';
import type { Account, Api, Listing } from './world.ts';

export interface Generator {
  readonly seed: string | number;
  readonly regions: readonly string[];
  /** Of every trail. */
  readonly homeRegion: string;
  readonly median: number;
  /** Numbers of REST APIs, by account id and region. */
  readonly hotSpots: ReadonlyMap<string, number>;
  readonly v2PerRest: number;
  readonly share: number;
  readonly managementAccountId: string;
  readonly organizationTrail: boolean;
}

/** A rule that must fail, and for which resource, as findings name it. */
export interface PlantedDefect {
  readonly rule: string;
  readonly accountId: string;
  /** Null for what no region holds. */
  readonly region: string | null;
  readonly resource: string;
}

const PARTITION = 'aws';
const PARTS = ['shop', 'billing', 'search', 'media', 'risk', 'mobile', 'data', 'partner', 'support', 'travel'] as const;

export function generatedAccount(generator: Generator, accountId: string, index: number): AccountSource {
  const { homeRegion } = generator;
  return {
    partition: PARTITION,
    accountId,
    name: index === 0 ? 'management' : `${PARTS[index % PARTS.length]}-${index}`,
    plan: {},
    isOptIn: () => false,
    bound: [],
    trails: () => trailsOf(generator, accountId).map((plan) => ({ homeRegion, plan })),
    roles: () => rolesOf(generator, accountId),
    place: (region) => placeOf(generator, accountId, region),
    memberErrors: (_, member) => errorsOf(generator, member),
  };
}

function trailsOf(generator: Generator, accountId: string): readonly TrailPlan[] {
  const { organizationTrail, managementAccountId } = generator;
  if (!organizationTrail) return [trailDefect(generator, accountId)?.planted ?? SOUND_TRAIL];
  return accountId === managementAccountId ? [{ ...SOUND_TRAIL, organization: true }] : [];
}

function trailDefect({ seed, share }: Generator, accountId: string) {
  return drawDefect(TRAIL_DEFECTS, share, seed, accountId, 'trail');
}

/** What the organization's trail cannot deliver of a single member. */
function errorsOf({ seed, share, organizationTrail }: Generator, accountId: string): DeliveryErrors | undefined {
  if (!organizationTrail) return undefined;
  return draw(seed, accountId, 'delivery') < share ? { bucket: 'AccessDenied' } : undefined;
}

function restApisIn({ seed, median, hotSpots }: Generator, accountId: string, region: string): number {
  const hot = hotSpots.get(`${accountId} ${region}`);
  return hot ?? Math.round(median * 2 ** (4 * draw(seed, accountId, region, 'apis') - 2));
}

/** The role that a region names. Regions without REST APIs need none, and name none. */
function roleIn(generator: Generator, accountId: string, region: string) {
  if (restApisIn(generator, accountId, region) === 0) return null;
  const { seed, share } = generator;
  const defect = drawDefect(ROLE_DEFECTS, share, seed, accountId, region, 'role');
  if (defect === null) return { role: SOUND_ROLE, rules: [] };
  const { planted, rules } = defect;
  return { role: planted === null ? null : { ...planted, name: `${planted.name}-${region}` }, rules };
}

function rolesOf(generator: Generator, accountId: string): readonly RolePlan[] {
  const roles = generator.regions.flatMap((region) => {
    const role: (RolePlan & { readonly deleted?: true }) | null | undefined = roleIn(
      generator,
      accountId,
      region,
    )?.role;
    return role && !role.deleted ? [role] : [];
  });
  return [...new Map(roles.map((role) => [role.name, role])).values()];
}

function placeOf(generator: Generator, accountId: string, region: string): RegionSource {
  const rest = restApisIn(generator, accountId, region);
  const role = roleIn(generator, accountId, region)?.role ?? null;
  const apis = (length: number, kindOf: (index: number) => ApiKind): Listing<ApiPlan> => ({
    length,
    at: (index) => apiAt(generator, [accountId, region, kindOf(index), index], kindOf(index), index),
  });
  return {
    roleArn: role === null ? null : roleArn({ partition: PARTITION, accountId }, role.name),
    restApis: apis(rest, () => 'rest'),
    v2Apis: apis(Math.round(rest * generator.v2PerRest), v2Kind),
  };
}

function v2Kind(index: number): ApiKind {
  return index % 2 === 0 ? 'http' : 'websocket';
}

function apiAt(generator: Generator, words: readonly (string | number)[], kind: ApiKind, index: number): ApiPlan {
  const stage = stageDefect(generator, words, kind)?.planted ?? SOUND_STAGES[kind];
  return { kind, name: `${kind}-${index}`, stages: { prod: stage } };
}

function stageDefect({ seed, share }: Generator, words: readonly (string | number)[], kind: ApiKind) {
  return drawDefect(STAGE_DEFECTS[kind], share, seed, ...words, 'stage');
}

/** What was planted in an account, as findings will name it. */
export function* plantedIn(generator: Generator, account: Account): Iterable<PlantedDefect> {
  yield* plantedInTrails(generator, account);
  for (const region of generator.regions) {
    const planted = roleIn(generator, account.id, region);
    const root = `arn:${PARTITION}:iam::${account.id}:root`;
    for (const rule of planted?.rules ?? []) {
      const resource = account.region(region).apiGateway?.roleArn ?? root;
      yield { rule, accountId: account.id, region: resource === root ? region : null, resource };
    }
    const { restApis, v2Apis } = account.region(region);
    yield* plantedInApis(generator, { account, region, apis: restApis, path: 'restapis' });
    yield* plantedInApis(generator, { account, region, apis: v2Apis, path: 'apis' });
  }
}

function* plantedInTrails(generator: Generator, { id }: Account): Iterable<PlantedDefect> {
  const { homeRegion, managementAccountId, organizationTrail, regions } = generator;
  const root = `arn:${PARTITION}:iam::${id}:root`;
  const trailOf = (owner: string) => `arn:${PARTITION}:cloudtrail:${homeRegion}:${owner}:trail/${SOUND_TRAIL.name}`;
  if (organizationTrail) {
    const resource = trailOf(managementAccountId);
    if (errorsOf(generator, id)) yield { rule: 'trails/delivery-failing', accountId: id, region: homeRegion, resource };
    return;
  }
  if (id === managementAccountId) {
    const resource = organizationArn(PARTITION, id);
    yield { rule: 'organization/missing-trail', accountId: id, region: null, resource };
  }
  for (const rule of trailDefect(generator, id)?.rules ?? []) {
    if (rule === 'trails/stopped' || rule === 'trails/delivery-failing') {
      yield { rule, accountId: id, region: homeRegion, resource: trailOf(id) };
    } else {
      const places = rule === 'trails/management-events-gap' ? regions : [null];
      for (const region of places) yield { rule, accountId: id, region, resource: root };
    }
  }
}

interface ApisOf {
  readonly account: Account;
  readonly region: string;
  readonly apis: Listing<Api>;
  readonly path: 'restapis' | 'apis';
}

function* plantedInApis(generator: Generator, { account, region, apis, path }: ApisOf): Iterable<PlantedDefect> {
  for (let index = 0; index < apis.length; index += 1) {
    const { id, kind } = apis.at(index);
    const defect = stageDefect(generator, [account.id, region, kind, index], kind);
    const resource = `arn:${PARTITION}:apigateway:${region}::/${path}/${id}/stages/prod`;
    for (const rule of defect?.rules ?? []) yield { rule, accountId: account.id, region, resource };
  }
}
