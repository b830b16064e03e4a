import { terminalOf } from '../../reports/table/terminal.ts';
import type { ExitStatus } from '../engine/exit-status.ts';
import { EXIT } from '../engine/exit-status.ts';
import { Failure } from '../engine/failure.ts';
import type { Inventory } from '../inventory/read.ts';
import { openInventory } from '../inventory/read.ts';
import type { AccountId } from '../model/target.ts';
import { TRAIL_EVIDENCE } from '../semantics/event-delivery/account-trails.ts';
import type { EventQuestion } from '../semantics/event-delivery/event-question.ts';
import { eventFromQuestion } from '../semantics/event-delivery/event-question.ts';
import { eventFromRecord } from '../semantics/event-delivery/event-record.ts';
import { knownValue } from '../semantics/event-delivery/reading.ts';
import type { TracedEvent } from '../semantics/event-delivery/traced-event.ts';
import { type Collection, withFreshInventory } from './collect.ts';
import { accountIds, regionNames } from './options.ts';
import { pour } from './outputs.ts';
import { told } from './told.ts';
import { eventTable } from './trace/event-table.ts';
import { proof } from './trace/proof.ts';
import { readEvents } from './trace/read-events.ts';
import type { TracedDelivery } from './trace/simulators.ts';
import { trace } from './trace/simulators.ts';
import { traceJson } from './trace/trace-json.ts';

export interface EventFile {
  /** `-`: standard input. */
  readonly file: string;
  /** Whose the records are that do not say so, as old ones; null where nobody says. */
  readonly account: AccountId | null;
}

/** Events and how they are to be told of. */
export interface TraceCommand {
  readonly subject: EventFile | EventQuestion;
  readonly json: boolean;
  readonly color: boolean;
}

/** Lends the evidence of a scan that covers some accounts, saved or just made, for as long as it is used. */
type InventoryLender = (
  accounts: readonly AccountId[],
  use: (inventory: Inventory) => Promise<ExitStatus>,
) => Promise<ExitStatus>;

/** How AWS is reached where no evidence was saved. */
type LiveAccess = Pick<Collection, 'role' | 'profile' | 'rateShare' | 'quiet'>;

/** Traces by the evidence in a folder that a scan saved. Throws a Failure. */
export async function traceSaved(folder: string, command: TraceCommand): Promise<ExitStatus> {
  try {
    return await runTrace(command, async (_, use) => use(await openInventory(folder)));
  } catch (error) {
    throw told(error);
  }
}

/** Traces by what AWS says now of the accounts that the events are of. Throws a Failure. */
export async function traceLive(command: TraceCommand, access: LiveAccess): Promise<ExitStatus> {
  return runTrace(command, async (accounts, use) => {
    const selection = { organization: false, accounts, exclude: [], organizationalUnits: [] };
    const place = { shard: null, regions: null, deadline: null, inventory: { keep: 'no', folder: null } } as const;
    return withFreshInventory({ ...access, ...place, selection, keys: async () => TRAIL_EVIDENCE }, use);
  });
}

/** Says for each event whether some trail delivers it, and why. Throws a Failure or InventoryDamaged. */
async function runTrace({ subject, json, color }: TraceCommand, lend: InventoryLender): Promise<ExitStatus> {
  const events = 'file' in subject ? await eventsIn(subject) : [eventFromQuestion(subject)];
  const accounts = new Set(events.flatMap(({ account }) => knownValue(account) ?? []));
  return lend([...accounts], async (inventory) => {
    const traced = await trace(events, inventory);
    if (json) await pour(traceJson(traced), process.stdout);
    else process.stdout.write(forPeople(traced, color));
    return statusOf(traced);
  });
}

async function eventsIn({ file, account }: EventFile): Promise<readonly TracedEvent[]> {
  return (await readEvents(file)).map((record) => eventFromRecord(record, account));
}

export interface TraceArguments {
  readonly event?: string | undefined;
  readonly source?: string | undefined;
  readonly name?: string | undefined;
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  readonly read: boolean;
}

/** What is to be traced, from the command line: a file, or all four parts of a call. Throws a usage Failure. */
export function traceSubject(args: TraceArguments): TraceCommand['subject'] {
  const { event, source, name, account, region } = args;
  if (account !== undefined) requireOne(accountIds([account]), '--account');
  if (event !== undefined) {
    if (args.read || [source, name, region].some((part) => part !== undefined)) {
      throw new Failure('usage', 'name a file of events, or describe a call, but not both');
    }
    return { file: event, account: account ?? null };
  }
  if (source === undefined || name === undefined || account === undefined || region === undefined) {
    throw new Failure('usage', 'name a file of events, or describe a call: --source, --name, --account and --region');
  }
  requireOne(regionNames([region]) ?? [], '--region');
  if (!source.includes('.')) {
    throw new Failure('usage', `${source} is not an event source, such as apigateway.amazonaws.com`);
  }
  return { source, name, account, region, access: args.read ? 'read' : 'write' };
}

function requireOne(values: readonly string[], option: string): void {
  if (values.length !== 1) throw new Failure('usage', `${option} names one of them at a time`);
}

/** One event with its proof, many as a table. */
function forPeople(traced: readonly TracedDelivery[], color: boolean): string {
  const [first] = traced;
  if (first !== undefined && traced.length === 1) return proof(first);
  const { stdout } = process;
  const painted = color && stdout.isTTY === true && (process.env.NO_COLOR ?? '') === '';
  return eventTable(traced, terminalOf({ color: painted, width: stdout.columns ?? 160 }));
}

/** A certain loss weighs more than an unanswered question. */
function statusOf(traced: readonly TracedDelivery[]): ExitStatus {
  const outcomes = traced.map(({ delivery }) => delivery.outcome);
  if (outcomes.includes('no')) return EXIT.findings;
  return outcomes.includes('unknown') ? EXIT.impossible : EXIT.clean;
}
