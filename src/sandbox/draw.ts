/** The same number from 0 up to 1 for the same words: all that looks random here comes from a seed and repeats with it. */
export function draw(...words: readonly (string | number)[]): number {
  return hash(words) / 0x1_0000_0000;
}

/** `length` characters of the alphabet, the same for the same words. */
export function drawText(alphabet: string, length: number, ...words: readonly (string | number)[]): string {
  let text = '';
  for (let state = hash(words); text.length < length; state = scramble(state + 0x9e3779b9)) {
    text += alphabet[state % alphabet.length];
  }
  return text;
}

/** FNV-1a over the characters, then MurmurHash3's last step, for FNV alone leaves near words near. */
function hash(words: readonly (string | number)[]): number {
  let state = 0x811c9dc5;
  for (const word of words) {
    const text = String(word);
    for (let index = 0; index < text.length; index += 1) {
      state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
    }
    state = Math.imul(state ^ 0x1f, 0x01000193);
  }
  return scramble(state);
}

function scramble(value: number): number {
  let state = value >>> 0;
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}
