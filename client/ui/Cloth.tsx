/**
 * The cloth in the sky, on paper while the eyes are up: one thread at a time, whose it is and its words, and all of them line by line in their
 * colours. At the loom it is also where one chooses the place of what one carries.
 */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { carriedLine, openScene, setAt } from './acts.ts';
import { keyName } from './keys.ts';
import type { Night } from './night.ts';
import { Sheet } from './Sheet.tsx';
import type { Settings } from './settings.ts';
import { type Store, useStore } from './store.ts';
import { linesOf, Woven } from './Woven.tsx';

const many = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

export function Cloth({ night, settings, id }: { night: Night; settings: Store<Settings>; id: string | null }) {
  const woven = useStore(night.store, (s) => s.seen?.common.threads ?? []);
  const goal = useStore(night.store, (s) => s.seen?.common.goal ?? 0);
  const names = useStore(night.store, (s) => s.seen?.names ?? {});
  const keys = useStore(settings, (s) => s.keys);
  const carried = useStore(night.store, carriedLine);
  const threads = [...woven].sort((a, b) => a.place - b.place);
  const at = threads.findIndex((t) => t.id === id);
  const thread = threads[at];
  const newest = woven.at(-1)?.id ?? null;
  const me = night.link.welcome.me;
  const go = (to: number): void => night.open({ is: 'sky', id: threads[(to + threads.length) % threads.length]?.id ?? null });
  // opened without a thread in mind, or it was taken back: the newest is lifted
  useLayoutEffect(() => {
    if (!thread && newest) night.open({ is: 'sky', id: newest });
  }, [thread, newest]);
  // a scene that opens meanwhile is spoken to me here below
  const scene = useStore(night.store, openScene)?.id ?? '';
  const before = useRef(scene);
  useLayoutEffect(() => {
    if (scene !== '' && scene !== before.current) night.open(null);
    before.current = scene;
  }, [scene]);
  const words = thread ? night.eyes.wordsOf(thread.id) : null;
  return (
    <Sheet title="The cloth" kind="paper" place="side" class="cloth" onClose={() => night.open(null)}>
      <p class="count">
        {threads.length === 0
          ? 'Nothing is woven yet. The first thread will hang here.'
          : `${threads.length} of ${many(Math.max(goal, threads.length), 'thread')} hang here tonight.`}
      </p>
      {thread && (
        <>
          <div class="row turn">
            <button type="button" class="button outlined" aria-label="The thread before" onClick={() => go(at - 1)}>
              ‹
            </button>
            <p aria-live="polite">
              <b>{thread.by === me ? 'Yours' : (names[thread.by] ?? 'Someone')}</b>
              {`, ${thread.cloth}${thread.gold ? ', with gold: two breathed as one' : ''}.`}
            </p>
            <button type="button" class="button outlined" aria-label="The thread after" onClick={() => go(at + 1)}>
              ›
            </button>
          </div>
          {words && <blockquote class="voice">{words}</blockquote>}
          {carried && (
            <div class="row place">
              <p>You carry a line. Where shall it hang?</p>
              <button type="button" class="button" onClick={() => void setAt(night, carried, thread.place)}>
                Left of this
              </button>
              <button type="button" class="button" onClick={() => void setAt(night, carried, thread.place + 1)}>
                Right of this
              </button>
            </div>
          )}
        </>
      )}
      {threads.length > 1 && (
        <ol class="woven" aria-label="The cloth, line by line">
          {linesOf(threads, night.eyes.wordsOf).map((line) => (
            <li key={line.id}>
              <button type="button" class="chip line" aria-pressed={line.id === id} onClick={() => night.open({ is: 'sky', id: line.id })}>
                <Woven line={line} />
              </button>
            </li>
          ))}
        </ol>
      )}
      <div class="row foot">
        {carried && (
          <button type="button" class="button outlined" onClick={() => void setAt(night, carried, -1)}>
            At the end <kbd>{keyName('act', keys)}</kbd>
          </button>
        )}
        {thread && (
          <button type="button" class="button outlined" onClick={() => night.ask(thread.id)}>
            Why this thread?
          </button>
        )}
        {thread?.by === me && (
          <button type="button" class="button outlined" onClick={() => void night.command('fragment.withdraw', { thread: thread.id })}>
            Take it back
          </button>
        )}
      </div>
    </Sheet>
  );
}
