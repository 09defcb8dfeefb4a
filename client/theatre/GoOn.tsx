/** Go on from here: the command lines that dream this night on from this moment, and the address of the moment. */
import { useState } from 'preact/hooks';
import { Sheet } from '../ui/Sheet.tsx';
import { useStore } from '../ui/store.ts';
import type { Player } from './player.ts';
import { clock } from './told/address.ts';
import { forkLine, roomLine } from './told/line.ts';

export function GoOn({ player }: { player: Player }) {
  const { night } = player;
  const tick = useStore(player.store, (s) => Math.floor(s.tick));
  const seconds = tick / night.tickRate;
  const people = night.people.some((p) => p.kind === 'person' && p.from <= tick);
  return (
    <Sheet title={`Go on from ${clock(seconds)}`} kind="paper" place="side" class="fork" onClose={() => player.show(null)}>
      {night.mode === 're-run' ? (
        <>
          <p>Up to here as it was, from here on by itself: simulated citizens go on in the middle of what they were about.</p>
          <Line text={forkLine(night.journal, seconds)} />
          <h3>As a room that people may join</h3>
          {people ? (
            <p>People were here before this moment. What is theirs stays in this night, so no room begins from it.</p>
          ) : (
            <Line text={roomLine(night.journal, seconds)} />
          )}
        </>
      ) : (
        <p>A night that is only watched cannot go on: {night.because}.</p>
      )}
      <h3>This moment, as an address</h3>
      <Line text={location.href} />
    </Sheet>
  );
}

function Line({ text }: { text: string }) {
  const [copied, setCopied] = useState('');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied('Copied.');
    } catch {
      setCopied('This browser does not let a page copy; mark the line and copy it yourself.');
    }
  };
  return (
    <div class="command">
      <code>{text}</code>
      <button type="button" class="button outlined" onClick={() => void copy()}>
        Copy
      </button>
      <span class="grey" role="status">
        {copied}
      </span>
    </div>
  );
}
