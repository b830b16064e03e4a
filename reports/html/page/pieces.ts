/** A place in a text, and what is said of it. */
export interface Place {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

export interface Piece {
  readonly text: string;
  /** Counted from 1, of the places that lie here; what is wrong with the whole text lies nowhere. */
  readonly marks: readonly number[];
}

/** A text cut where places begin or end. Places that overlap share pieces. */
export function pieces(text: string, places: readonly Place[]): readonly Piece[] {
  const marked = places
    .map((place, index) => ({ ...place, number: index + 1 }))
    .filter(({ start, end }) => start < end && end - start < text.length);
  const cuts = [0, text.length, ...marked.flatMap(({ start, end }) => [start, end])];
  const bounds = [...new Set(cuts)].filter((cut) => cut >= 0 && cut <= text.length).sort((a, b) => a - b);
  return bounds.slice(1).map((end, index) => {
    const start = bounds[index] ?? 0;
    const marks = marked.filter((place) => place.start <= start && place.end >= end).map(({ number }) => number);
    return { text: text.slice(start, end), marks };
  });
}
