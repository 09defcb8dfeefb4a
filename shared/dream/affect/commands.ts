/** What can be asked of affect: to take in a reading. Everything is refused that no consent covers, and leaves no trace. */
import type { CommandOf } from '../commands.ts';
import { refuse } from '../commands.ts';
import type { Handlers } from '../moment.ts';
import type { BodySignal } from './model.ts';
import { isLive } from './rules.ts';
import { mayRead, scrub } from './signal.ts';

const newBody = (): BodySignal => ({
  arousal: 0,
  hr: 0,
  rmssd: 0,
  breathRate: 0,
  quality: 0,
  state: 'lost',
  atTick: 0,
  weight: 0,
  seq: -1,
  because: [],
  breathIn: false,
});

export const affectHandlers: Handlers = {
  reading: (now, command, cause) => {
    const { world } = now;
    if (!mayRead(world, command.by)) {
      return refuse('consent.none', 'no consent covers this reading', 'agree to own view, group or near first');
    }
    const known = world.affect.body[command.by];
    // a device that started anew counts from 0 again, after a silence
    if (known && command.body.seq <= known.seq && isLive(known, now.tick)) {
      return refuse('reading.old', `reading ${command.body.seq} came after ${known.seq}`, 'send readings in order');
    }
    const body = known ?? newBody();
    world.affect.body[command.by] = body;
    const before = body.state;
    take(body, command.body);
    body.atTick = now.tick;
    body.because = [cause];
    // only what a purpose allows stays: heart and arousal to steer, rhythm to show it to those near
    scrub(world.governance.consents[command.by], body);
    if (before !== body.state) now.event('signal.changed', command.by, '', [cause]);
    return null;
  },
};

/** Takes a reading in; a lost or refused signal brings no values, the last ones fade by their weight. */
function take(body: BodySignal, reading: CommandOf<'reading'>['body']): void {
  body.seq = reading.seq;
  body.state = reading.state;
  body.quality = reading.quality;
  if (reading.state !== 'good' && reading.state !== 'poor') return;
  body.arousal = reading.arousal / 127;
  body.hr = reading.hr;
  body.rmssd = reading.rmssd;
  body.breathRate = reading.breathRate / 10;
  // phase in 1/256 of a turn: the first half goes in
  body.breathIn = reading.breathRate > 0 && reading.breathPhase < 128;
}
