// The sample rates that a session and its stems may have, and how long a stem is
// at the session's. The engine's document loader is the authority on both
// (session_shape.h, rate_plan.h).
// Units: Hz, frames. Thread: any (no state).

export const SAMPLE_RATES_HZ = [
  22050, 24000, 32000, 44100, 48000, 88200, 96000, 176400, 192000,
] as const;

export function isSampleRate(rateHz: number): boolean {
  return (SAMPLE_RATES_HZ as readonly number[]).includes(rateHz);
}

/** "44.1 kHz" */
export function kiloHertz(rateHz: number): string {
  return `${rateHz / 1000} kHz`;
}

/** How long a stem is after its conversion to `rateHz`: to the nearest frame, halves up. */
export function framesAtRate(
  stem: { readonly frames: number; readonly sampleRate: number },
  rateHz: number,
): number {
  const { frames, sampleRate } = stem;
  if (sampleRate === rateHz) return frames;
  // Whole seconds apart from the rest, as the product of all would leave the whole numbers.
  const seconds = Math.floor(frames / sampleRate);
  const rest = frames - seconds * sampleRate;
  return seconds * rateHz + Math.floor((2 * rest * rateHz + sampleRate) / (2 * sampleRate));
}
