/** While it rests, a clock looks this often whether the rest is over, ms. */
const LOOK_MS = 50;

/**
 * Calls `draw` in every animation frame, and none while `restMs` says that the page rests: where the processor paints, a frame in which nothing changes costs it as
 * much as any.
 * @param restMs time until the next frame is wanted, ms; 0 or less for at once
 * @returns ends it
 */
export function everyFrame(draw: (nowMs: number) => void, restMs: () => number = () => 0): () => void {
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  const run = (nowMs: number): void => {
    try {
      draw(nowMs);
    } finally {
      if (!over) next();
    }
  };
  const next = (): void => {
    const ms = restMs();
    if (ms > 0) timer = setTimeout(next, Math.min(ms, LOOK_MS));
    else frame = requestAnimationFrame(run);
  };
  frame = requestAnimationFrame(run);
  return () => {
    over = true;
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
