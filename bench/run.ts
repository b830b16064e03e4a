/** npm run bench -- NAME: prints what it measured, on this machine, now. docs/benchmarks.md keeps such figures. */
import { measureSelectorDecisions, SELECTOR_DECISIONS_TARGET } from './delivery.ts';
import { FORMATS_TARGET, measureFormats } from './formats.ts';
import { measureRoles, ROLES_TARGET } from './roles.ts';

const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  semantics: async () => {
    tell('formats parsed, rendered and judged', measureFormats(), FORMATS_TARGET);
    tell('selector decisions', measureSelectorDecisions(), SELECTOR_DECISIONS_TARGET);
    tell('roles with AdministratorAccess', measureRoles(), ROLES_TARGET);
  },
  sandbox: async () => {
    await import('./sandbox.ts');
  },
};

function tell(what: string, perSecond: number, target: number): void {
  const figure = Math.round(perSecond).toLocaleString('en');
  console.log(`${what}: ${figure} a second on one core (target ${target.toLocaleString('en')})`);
}

const [name = ''] = process.argv.splice(2, 1);
const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
if (bench === undefined) {
  console.error(`name a bench: ${Object.keys(BENCHES).join(', ')}`);
  process.exitCode = 64;
} else {
  await bench();
}
