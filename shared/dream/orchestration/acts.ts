/** What each act of a deck does. Everything on a person passes the gate; everything on another system is an effect. */
import { max } from '../../kernel/math.ts';
import { type CauseId, ticks, type Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import { placeOf } from '../narrative/consequences.ts';
import { liftBy } from './lift.ts';
import type { Beacon } from './model.ts';
import { ARROW_SECONDS, LAMP_SECONDS, SPOT_SECONDS } from './rules.ts';
import type { DeckName } from './table.ts';

const RECESS_SECONDS = 30;

/** Does an act that was found to be possible; `used` is its event. */
export function doAct(now: Moment, by: Who, act: DeckName, about: string, amount: number, used: CauseId): void {
  const { orchestration: o } = now.world;
  const because = [used];
  const deed = (name: 'propose' | 'mirror' | 'gain' | 'rollback' | 'open', of: string, much = 0): void =>
    now.act({ kind: 'deed', deed: name, who: by, about: of, amount: much, because });
  const story = (does: 'open' | 'circle' | 'turn' | 'palette' | 'place', of: string, much = 0): void =>
    now.act({ kind: 'story', does, who: by, about: of, amount: much, because });
  switch (act) {
    case 'wound':
      o.backstage.wound = about;
      o.backstage.because = because;
      return;
    case 'pause':
      return pause(now, amount, used);
    case 'recess':
      return pause(now, RECESS_SECONDS, used);
    case 'ease':
      return liftBy(now, -amount, because);
    case 'amplify':
      return amplify(now, by, amount, used);
    case 'gather':
      o.arrow = beacon(now, about, ARROW_SECONDS, used);
      return;
    case 'spotlight':
      o.spot = beacon(now, about, SPOT_SECONDS, used);
      return;
    case 'lamp': {
      const at = now.world.space.avatars[by];
      o.lamp = at ? { about: '', x: at.x, y: at.y, untilTick: now.tick + ticks(LAMP_SECONDS), because } : null;
      return;
    }
    case 'seed':
    case 'pick':
      return story('open', about);
    case 'circle':
      return story('circle', about);
    case 'turn':
      return story('turn', '', amount);
    case 'reorder':
      return story('place', about, amount);
    case 'palette':
      return story('palette', '', amount);
    case 'vote':
      return deed('propose', about);
    case 'mirror':
      return deed('mirror', 'wake');
    case 'gain':
      return deed('gain', about, amount);
    case 'rollback':
      return deed('rollback', '');
    case 'open':
      return deed('open', '');
    case 'mute':
      if (amount > 0) o.quiet[about] = { untilTick: now.tick + ticks(amount), because };
      else delete o.quiet[about];
      return;
    case 'pacer':
      for (const to of now.dreamers()) now.effect({ kind: 'sound', to, by, source: 'pacer', text: `pace:${amount}`, because });
      return;
    default:
      return;
  }
}

/** The narrator's words, to everybody one by one through the gate. */
export function write(now: Moment, by: Who, act: 'line' | 'title', words: string, used: CauseId): void {
  if (act === 'title') now.world.orchestration.name = { by, words, because: [used] };
  for (const to of now.dreamers())
    now.effect({ kind: 'words', to, by, source: act === 'title' ? 'cloth' : 'page', text: words, because: [used] });
}

/** A second pause does not shorten the first. */
function pause(now: Moment, seconds: number, used: CauseId): void {
  const { orchestration: o } = now.world;
  o.pause = { untilTick: max(o.pause?.untilTick ?? 0, now.tick + ticks(seconds)), because: [used] };
}

/** Felt by everybody, each under their own limits; what exceeds the charter, governance sees at the gate and counts as a breach for all who feel it. */
function amplify(now: Moment, by: Who, amount: number, used: CauseId): void {
  liftBy(now, amount, [used]);
  for (const to of now.dreamers())
    now.effect({ kind: 'intensity', to, by, source: 'amplify', intensity: amount, text: '', because: [used] });
}

function beacon(now: Moment, about: string, seconds: number, used: CauseId): Beacon | null {
  const shadow = now.world.narrative.shadows.find((s) => s.id === about);
  const at = shadow ?? placeOf(now, about);
  return at ? { about, x: at.x, y: at.y, untilTick: now.tick + ticks(seconds), because: [used] } : null;
}
