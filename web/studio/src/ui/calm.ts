// Pictures that never rest stand still for a quarter of a second at a time where
// the system asks for reduced motion.
// Thread: main.

const REDUCED = '(prefers-reduced-motion: reduce)';
const CALM_MS = 250;

/** Whether a picture may be drawn anew at `nowMs`; `everyMs` apart even where it may move. */
export function pacer(everyMs: number): (nowMs: number) => boolean {
  const reduced = matchMedia(REDUCED);
  let lastMs = Number.NEGATIVE_INFINITY;
  return (nowMs) => {
    if (nowMs - lastMs < (reduced.matches ? CALM_MS : everyMs)) return false;
    lastMs = nowMs;
    return true;
  };
}
