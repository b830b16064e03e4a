import {
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  ListParentsCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import type { Caller } from './callers.ts';
import { given, globally } from './callers.ts';

export interface SeededOrganization<Name extends string> {
  readonly id: string;
  /** Account IDs by name. moto invents them, so they differ from run to run. */
  readonly accounts: Readonly<Record<Name, string>>;
}

/** An organization whose management account is the caller's, with accounts named and put into units as told. */
export async function createOrganization<Name extends string>(
  caller: Caller,
  unitOf: Readonly<Record<Name, string>>,
): Promise<SeededOrganization<Name>> {
  const client = new OrganizationsClient(globally(caller));
  const { Organization } = await client.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  const { Roots } = await client.send(new ListRootsCommand({}));
  const root = given(Roots?.[0]?.Id);
  const units = new Map<string, string>();
  for (const unit of new Set(Object.values<string>(unitOf))) {
    const command = new CreateOrganizationalUnitCommand({ ParentId: root, Name: unit });
    units.set(unit, given((await client.send(command)).OrganizationalUnit?.Id));
  }
  const accounts: [string, string][] = [];
  for (const [name, unit] of Object.entries<string>(unitOf)) {
    const AccountId = await createAccount(client, name);
    const move = { AccountId, SourceParentId: root, DestinationParentId: units.get(unit) };
    await client.send(new MoveAccountCommand(move));
    accounts.push([name, AccountId]);
  }
  return {
    id: given(Organization?.Id),
    accounts: Object.fromEntries(accounts) as Record<Name, string>,
  };
}

/** AWS answers before the account exists; moto has made it by then. */
async function createAccount(client: OrganizationsClient, name: string): Promise<string> {
  const command = new CreateAccountCommand({ AccountName: name, Email: `${name}@example.com` });
  const { CreateAccountStatus } = await client.send(command);
  return given(CreateAccountStatus?.AccountId);
}

/** The organizational unit that an account is in. */
export async function unitOf(caller: Caller, accountId: string): Promise<string> {
  const { Parents } = await new OrganizationsClient(globally(caller)).send(
    new ListParentsCommand({ ChildId: accountId }),
  );
  return given(Parents?.[0]?.Id);
}
