// Which strips are silent while others are soloed, as the engine has it
// (wasm-core/console/solo.h): heard are the soloed strips, what feeds a soloed
// group, and the groups that lead from there to the mix. Returns and the mix
// are always open.
// Thread: any (no state).

import { MIX_BUS, type StripRecord } from '../document/records';

export function silencedBySolo(
  strips: readonly StripRecord[],
  soloed: ReadonlySet<string>,
): ReadonlySet<string> {
  if (!strips.some(({ id }) => soloed.has(id))) return new Set();
  const byId = new Map(strips.map((strip) => [strip.id, strip]));
  const isOpen = (strip: StripRecord) => strip.kind === 'bus' && strip.use !== 'group';
  const outputOf = ({ id, output }: StripRecord) => (id === MIX_BUS ? undefined : byId.get(output));

  // Downwards: a soloed group's children are heard, and theirs.
  const isHeard = (strip: StripRecord): boolean => {
    if (isOpen(strip) || soloed.has(strip.id)) return true;
    const fed = outputOf(strip);
    return fed !== undefined && !isOpen(fed) && isHeard(fed);
  };
  const heard = new Set<string>();
  for (const strip of strips) {
    if (!isHeard(strip)) continue;
    // Upwards: what is heard keeps its way to the mix open.
    let open: StripRecord | undefined = strip;
    while (open && !heard.has(open.id)) {
      heard.add(open.id);
      open = isOpen(open) ? undefined : outputOf(open);
    }
  }
  return new Set(strips.flatMap(({ id }) => (heard.has(id) ? [] : [id])));
}
