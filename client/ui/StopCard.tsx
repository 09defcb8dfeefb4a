/** The stop card: paper over a stilled dream. It asks for nothing and explains nothing; every way on is as good as another. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Night } from './night.ts';

export function StopCard({ night }: { night: Night }) {
  const first = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => first.current?.focus(), []);
  return (
    <section class="stop-card paper" role="alertdialog" aria-modal="true" aria-labelledby="stop-title">
      <h2 id="stop-title">You stopped. Nothing is asked of you.</h2>
      <p class="grey">The scene is cleared and stays away tonight. Nobody is told who laid the card.</p>
      <div class="ways">
        <button ref={first} type="button" class="button" onClick={() => night.goOn('on')}>
          Go on
        </button>
        <button type="button" class="button outlined" onClick={() => night.goOn('less')}>
          Less of this
        </button>
        <button type="button" class="button outlined" onClick={() => night.goOn('leave')}>
          Leave the scene
        </button>
        <button type="button" class="button outlined" onClick={() => night.wake()}>
          Wake
        </button>
      </div>
    </section>
  );
}
