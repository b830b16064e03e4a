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
  judging: async () => {
    await import('./judging.ts');
  },
  peers: async () => {
    await import('./peers/run.ts');
  },
  page: async () => {
    await import('./page.ts');
  },
  sandbox: async () => {
    await import('./sandbox.ts');
  },
  throttle: async () => (await import('./scans/throttle.ts')).benchThrottle(...numbers().slice(0, 1)),
  cpu: async () => (await import('./scans/cpu.ts')).benchCpu(),
  memory: async () => (await import('./scans/memory.ts')).benchMemory(...sizes()),
  growth: async () => (await import('./scans/growth.ts')).benchGrowth(...sizes()),
  start: async () => (await import('./scans/start.ts')).benchStart(),
};

/** The arguments after the name: organizations' sizes, or a figure to reckon with. */
function numbers(): readonly number[] {
  return process.argv.slice(2).map(Number);
}

/** Left out where none are named, so that a bench takes its own. */
function sizes(): [] | [readonly number[]] {
  return process.argv.length > 2 ? [numbers()] : [];
}

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
