import type { Progress } from '../engine/preparation.ts';

export interface ProgressLine {
  show(progress: Progress): void;
  /** Clears the live line, so that other text can follow. */
  end(): void;
}

export interface ProgressOptions {
  readonly stream: NodeJS.WriteStream;
  readonly quiet: boolean;
}

/** A line on a terminal is rewritten at most this often; elsewhere a new one is written at most that often. Milliseconds. */
const REFRESH = { live: 100, plain: 10_000 } as const;
const BAR = 24;

/** A live bar on a terminal, plain lines elsewhere, nothing when quiet. */
export function progressLine({ stream, quiet }: ProgressOptions): ProgressLine {
  const live = stream.isTTY === true;
  let shownAt = Number.NEGATIVE_INFINITY;
  if (quiet) return { show: () => {}, end: () => {} };
  return {
    show: (progress) => {
      const now = performance.now();
      const last = progress.accountsDone === progress.accounts;
      if (!last && now - shownAt < (live ? REFRESH.live : REFRESH.plain)) return;
      shownAt = now;
      stream.write(live ? `\r\u001b[2K${bar(progress)} ${words(progress)}` : `${words(progress)}\n`);
    },
    end: () => {
      if (live && Number.isFinite(shownAt)) stream.write('\r\u001b[2K');
    },
  };
}

function bar({ accounts, accountsDone }: Progress): string {
  const full = accounts === 0 ? BAR : Math.round((BAR * accountsDone) / accounts);
  return `[${'#'.repeat(full)}${'.'.repeat(BAR - full)}]`;
}

function words({ accounts, accountsDone, regionsDone, requests }: Progress): string {
  return `${accountsDone} of ${accounts} accounts, ${regionsDone} regions, ${requests} requests`;
}
