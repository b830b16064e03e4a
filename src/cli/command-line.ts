import yargs from 'yargs';
import { EXIT } from '../engine/exit-status.ts';
import { Failure } from '../engine/failure.ts';
import { demo } from './commands/demo.ts';
import { diff } from './commands/diff.ts';
import { evidence } from './commands/evidence.ts';
import { format } from './commands/format.ts';
import { judge } from './commands/judge.ts';
import { merge } from './commands/merge.ts';
import { policy } from './commands/policy.ts';
import { rules } from './commands/rules.ts';
import { sandbox } from './commands/sandbox.ts';
import { scan } from './commands/scan.ts';
import { trace } from './commands/trace.ts';
import { verify } from './commands/verify.ts';
import type { ReportListener } from './conclude.ts';
import { seeHelp, tool } from './tool.ts';

/** Columns of what yargs prints. */
export const HELP_WIDTH = 100;

/**
 * Runs a command with its arguments and leaves the exit status in `process.exitCode`. Returns the error that it told, null
 * where there was none; never throws. `onReport` is given the report of a scan.
 */
export async function runCommandLine(argv: readonly string[], onReport?: ReportListener): Promise<string | null> {
  // The SDK would warn on Node 20 at each start; Trailgate supports it for as long as the SDK runs on it.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  try {
    await parser(argv, onReport).parseAsync();
    return null;
  } catch (error) {
    return tell(error, argv.includes('--debug'));
  }
}

/** What `--help` alone prints on a wide terminal. */
export function generalHelp(): Promise<string> {
  return parser([]).locale('en').wrap(HELP_WIDTH).getHelp();
}

function parser(argv: readonly string[], onReport?: ReportListener) {
  return yargs([...argv])
    .scriptName('trailgate')
    .usage('$0 COMMAND\n\nIf someone calls or changes your APIs on AWS, will there be a usable record of it?')
    .command(scan(onReport))
    .command(judge)
    .command(diff)
    .command(merge)
    .command(evidence)
    .command(verify)
    .command(rules)
    .command(policy)
    .command(format)
    .command(trace)
    .command(demo)
    .command(sandbox)
    .demandCommand(1, 'name a command, such as scan')
    .strict()
    .version(tool.version)
    .help()
    .wrap(Math.min(HELP_WIDTH, process.stdout.columns ?? HELP_WIDTH))
    .epilogue(
      `Exit status: 0 clean, 1 findings, 2 the scan could not do its work, 64 usage, 130 interrupted.\n${tool.homepage}`,
    )
    .fail((message, error) => {
      // yargs spreads some of its messages over several lines.
      throw error ?? new Failure('usage', message.trim().replace(/\s*\n\s*/g, ' '));
    });
}

/** One sentence for what a person can mend, and where more is said. A defect of ours has one too; --debug shows where it is. */
function tell(error: unknown, debug: boolean): string {
  const usage = error instanceof Failure && error.kind === 'usage';
  process.exitCode = usage ? EXIT.usage : EXIT.impossible;
  const sentence = error instanceof Error ? error.message : String(error);
  process.stderr.write(`trailgate: ${sentence}\n`);
  const help = error instanceof Failure ? error.help : null;
  if (help !== null) process.stderr.write(seeHelp(help));
  else if (usage) process.stderr.write('See: trailgate --help\n');
  if (debug && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return sentence;
}
