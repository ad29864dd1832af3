// Timing contenders against one another: each in turn, round after round, so that
// whatever else the machine does meets all of them alike.

/** `contenders`: pairs of name and a function that gives (or promises) seconds. One warm-up round. */
export async function interleaved(contenders, rounds) {
  const times = new Map(contenders.map(([name]) => [name, []]));
  for (const [, measure] of contenders) await measure();
  for (let round = 0; round < rounds; round++) {
    for (const [name, measure] of contenders) times.get(name).push(await measure());
  }
  return times;
}

export function median(list) {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
}
