/** Numbers of the line and the picture, by the backtick key: for testers, and for who asks why it stutters. */
import { useEffect, useState } from 'preact/hooks';
import type { Night } from './night.ts';

export function Debug({ night }: { night: Night }) {
  const [, again] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => again((n) => n + 1), 250);
    return () => clearInterval(timer);
  }, []);
  const s = night.link.stats;
  const rows: [string, string][] = [
    ['round trip', `${Math.round(s.rttMs)} ms`],
    ['correction', `${(s.correction * 100).toFixed(1)} cm, most ${(s.largestCorrection * 100).toFixed(1)} cm`],
    ['inputs under way', String(s.pendingInputs)],
    ['frames', `${Math.round(night.framesPerSecond)} a second`],
    ['patches', `${s.patchesPerSecond.toFixed(1)} a second`],
    ['received', `${Math.round(s.bytesIn / 1024)} kB`],
    ['people, tick', `${night.drawn?.people.length ?? 0}, ${night.store.get().seen?.common.tick ?? 0}`],
    ['dream', night.link.welcome.dreamId],
  ];
  return (
    <dl class="debug air">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
