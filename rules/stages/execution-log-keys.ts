/** The key of the settings for a stage as a whole, of REST and WebSocket APIs alike. */
export const WHOLE_STAGE = '*/*';

/** `/pets/{id} GET` as patch paths have it: `~1pets~1{id}/GET` (API Gateway API Reference, patch operations). */
export function patchPath(route: string): string {
  const cut = route.lastIndexOf(' ');
  return `${route.slice(0, cut).replaceAll('~', '~0').replaceAll('/', '~1')}/${route.slice(cut + 1)}`;
}
