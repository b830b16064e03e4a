import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** So much evidence is read between two looks for garbage: parsed, it is several times as large. */
const BYTES = 24_000_000;

/**
 * Called before each file of evidence is read, has the memory of the files before it given back once they were many
 * bytes. At that moment little is in use, and looking for garbage costs least; left to itself V8 looks while a file's
 * evidence is in use, or lets that of many files pile up.
 */
export function giveBackMemory(): (bytes: number) => void {
  let read = 0;
  return (bytes) => {
    if (read > BYTES) {
      collectGarbage();
      read = 0;
    }
    read += bytes;
  };
}

let gc: (() => void) | null = null;

function collectGarbage(): void {
  if (gc === null) {
    setFlagsFromString('--expose-gc');
    gc = runInNewContext('gc') as () => void;
  }
  gc();
}
