#!/usr/bin/env node
import { HELP, HELP_WIDTH } from './help.generated.ts';

const argv = process.argv.slice(2);

// Whoever reads our output may stop reading, as `head` does; that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

// Loading the parser takes longer than all else that help does; a narrow terminal needs it all the same.
if (argv.length === 1 && argv[0] === '--help' && (process.stdout.columns ?? HELP_WIDTH) >= HELP_WIDTH) {
  process.stdout.write(HELP);
} else {
  const { runCommandLine } = await import('./command-line.ts');
  await runCommandLine(argv);
}
