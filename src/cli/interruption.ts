import { EXIT, type ExitStatus } from '../engine/exit-status.ts';

/** Whatever ends a scan before it is done. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** What the process is to end with because of it; null where nothing interrupted it. */
  status(): ExitStatus | null;
  /** Ends the asking, because nothing more can be kept. */
  stop(reason: Error): void;
  /** Stops listening. */
  forget(): void;
}

const SIGNALS = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated } as const;

/**
 * Listens for Ctrl-C, for SIGTERM, which schedulers and CI systems send before they kill, and for a deadline in
 * milliseconds. The first of them ends the asking, and what was collected is reported; a second signal ends the process.
 */
export function listenForInterruption(deadline: number | null): Interruption {
  const controller = new AbortController();
  let status: ExitStatus | null = null;

  function interrupt(with_: ExitStatus, what: string, hint = ''): void {
    status = with_;
    process.stderr.write(`\ntrailgate: ${what}; what was collected is being reported${hint}\n`);
    controller.abort(new Error(what));
  }

  const listeners = Object.entries(SIGNALS).map(([name, ended]) => {
    const listener = () => {
      if (controller.signal.aborted) process.exit(ended);
      interrupt(ended, 'the scan was interrupted', name === 'SIGINT' ? ' (Ctrl-C again to end at once)' : '');
    };
    process.on(name, listener);
    return () => process.off(name, listener);
  });
  const timer =
    deadline === null ? null : setTimeout(() => interrupt(EXIT.impossible, 'the deadline has passed'), deadline);
  return {
    signal: controller.signal,
    status: () => status,
    stop: (reason) => controller.abort(reason),
    forget: () => {
      if (timer !== null) clearTimeout(timer);
      for (const forget of listeners) forget();
    },
  };
}
