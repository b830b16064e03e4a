import { draw } from '../draw.ts';
import type { AccountSource } from './account.ts';
import { accountOf } from './account.ts';
import type { Generator, PlantedDefect } from './generated-account.ts';
import { generatedAccount, plantedIn } from './generated-account.ts';
import { organizationId, rootId, unitId } from './ids.ts';
import { PLANNED_AT } from './organization.ts';
import type { Account, Organization, World } from './world.ts';
import { directory, listing } from './world.ts';

/** The regions that every account of the partition `aws` has (AWS General Reference). */
export const DEFAULT_REGIONS = [
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'sa-east-1'],
  ...['eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-central-1', 'eu-north-1'],
  ...['ap-south-1', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-southeast-1', 'ap-southeast-2'],
] as const;

export interface HotSpot {
  /** From 0, in the order of ListAccounts; 0 is the management account. */
  readonly account: number;
  readonly region: string;
  readonly apis: number;
}

export interface GenerateOptions {
  readonly seed: string | number;
  readonly accounts: number;
  /** Names, or how many of the seventeen that are enabled by default. */
  readonly regions: number | readonly string[];
  /** REST APIs of an account in a region: half of the places have up to `median`, none more than four times as many. */
  readonly apis?: { readonly median: number; readonly hotSpots?: readonly HotSpot[] };
  /** HTTP and WebSocket APIs for each REST API; 0.25 unless said otherwise. */
  readonly v2PerRest?: number;
  /** The probability of a defect in each stage, role and trail; 0 unless said otherwise. */
  readonly defects?: number;
  /** Whether one trail of the organization serves all accounts, or each has its own. True unless said otherwise. */
  readonly organizationTrail?: boolean;
}

export interface Generated {
  readonly world: World;
  /** Everything that was planted, made as it is asked for: in accounts, then regions, then APIs. */
  defects(): Iterable<PlantedDefect>;
}

/** Prime, so that the ids look like AWS's; the largest organization's stay below thirteen digits. */
const ID_STRIDE = 7_919_003;
const FIRST_ID = 100_000_000_000;
const ACCOUNTS_PER_UNIT = 1_000;

/** An organization of any size that follows from a seed, and of which nothing is held. */
export function generate(options: GenerateOptions): Generated {
  const { accounts: count, regions, seed } = options;
  const names = typeof regions === 'number' ? DEFAULT_REGIONS.slice(0, regions) : regions;
  const offset = Math.floor(draw(seed, 'first account') * ID_STRIDE);
  const idOf = (index: number) => String(FIRST_ID + offset + index * ID_STRIDE);
  const indexOf = (id: string) => {
    const index = (Number(id) - FIRST_ID - offset) / ID_STRIDE;
    return Number.isInteger(index) ? index : -1;
  };
  const generator: Generator = {
    seed,
    regions: names,
    homeRegion: names[0] ?? '',
    median: options.apis?.median ?? 5,
    hotSpots: new Map(
      (options.apis?.hotSpots ?? []).map(({ account, region, apis }) => [`${idOf(account)} ${region}`, apis]),
    ),
    v2PerRest: options.v2PerRest ?? 0.25,
    share: options.defects ?? 0,
    managementAccountId: idOf(0),
    organizationTrail: options.organizationTrail ?? true,
  };
  const source = (index: number): AccountSource => generatedAccount(generator, idOf(index), index);
  const accounts = directory(count, (index) => accountOf(source(index)), indexOf);
  return {
    world: {
      partition: 'aws',
      regions: names.map((name) => ({ name, optIn: false })),
      at: PLANNED_AT,
      callerAccountId: idOf(0),
      organization: generatedOrganization(idOf(0), accounts),
      accounts,
    },
    *defects() {
      for (let index = 0; index < count; index += 1) yield* plantedIn(generator, accounts.at(index));
    },
  };
}

/** Units of a thousand accounts each, right below the root. */
function generatedOrganization(managementAccountId: string, accounts: World['accounts']): Organization {
  const id = organizationId(managementAccountId);
  const root = rootId(managementAccountId);
  const units = Array.from({ length: Math.ceil(accounts.length / ACCOUNTS_PER_UNIT) }, (_, index) => {
    const unit = unitId(root, String(index));
    return { id: unit, name: `Unit ${index}`, arn: `arn:aws:organizations::${managementAccountId}:ou/${id}/${unit}` };
  });
  const none = listing<never>([]);
  return {
    id,
    managementAccountId,
    membersReadSelectors: false,
    delegatedAdministrators: new Map(accounts.length > 1 ? [[accounts.at(1).id, ['cloudtrail.amazonaws.com']]] : []),
    below: (parentId) => {
      if (parentId === root) return { units: listing(units), accounts: none };
      const unit = units.findIndex((candidate) => candidate.id === parentId);
      return unit < 0 ? null : { units: none, accounts: part(accounts, unit * ACCOUNTS_PER_UNIT) };
    },
  };
}

function part(accounts: World['accounts'], from: number) {
  return {
    length: Math.min(ACCOUNTS_PER_UNIT, accounts.length - from),
    at: (index: number): Account => accounts.at(from + index),
  };
}
