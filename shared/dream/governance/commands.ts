/** Consent, limits, the stop card, hiding and asking why: none of it can be refused for reasons of the fiction. And what is fiction: voices, votes, the council. */
import { hypot, min } from '../../kernel/math.ts';
import { withdrawFrom } from '../affect/step.ts';
import { type Refusal, refuse } from '../commands.ts';
import { type CauseId, type ThemeTag, ticks, type Who } from '../ids.ts';
import type { Handlers, Moment } from '../moment.ts';
import { circleOf, part, rise, themeOfCircle } from '../narrative/circles.ts';
import type { Scene } from '../narrative/model.ts';
import { redress } from '../narrative/scenes.ts';
import { clearScenes } from '../narrative/step.ts';
import { lowerCeiling } from './comfort.ts';
import { councilActs } from './council.ts';
import { CONSENT_WORDING, type Purpose } from './model.ts';
import { standByBallot } from './standing.ts';
import { lowerVoice, raiseVoice } from './voices.ts';
import { answerStatement, castBallot, propose } from './votes.ts';

/** A card clears the scene for everybody in it within this far ... */
export const CARD_METRES = 20;
/** ... the first so many times; later the others see it fade over a minute. */
export const CARDS_FOR_ALL = 3;
const FADE_SECONDS = 60;
/** Without a scene open, a card means the shadow this near. */
const SHADOW_METRES = 12;
/** Purposes whose end takes readings back out of the dream. */
const READS: readonly Purpose[] = ['group', 'own-view', 'near'];

function give(now: Moment, who: Who, purpose: Purpose, wording: string, cause: CauseId): Refusal | null {
  if (wording !== CONSENT_WORDING)
    return refuse(
      'consent.wording',
      `consent names wording "${wording}", now is "${CONSENT_WORDING}"`,
      'show the present wording and ask again',
    );
  const { consents } = now.world.governance;
  consents[who] = { ...consents[who], [purpose]: { sinceTick: now.tick, wording } };
  now.event('consent.given', who, '', [cause], { purpose });
  return null;
}

/** Always possible, also twice; works in the tick of the command. */
function withdraw(now: Moment, who: Who, purpose: Purpose, cause: CauseId): null {
  const given = now.world.governance.consents[who];
  if (!given?.[purpose]) return null;
  delete given[purpose];
  now.event('consent.withdrawn', who, '', [cause], { purpose });
  if (READS.includes(purpose)) withdrawFrom(now, who);
  return null;
}

/** A line outranks a veil of the same theme. Unknown themes are kept: the next scenario may know them. */
function setLimits(now: Moment, who: Who, lines: readonly ThemeTag[], veils: readonly ThemeTag[], ceiling: number, cause: CauseId): null {
  const { governance } = now.world;
  const hard = [...new Set(lines)];
  governance.limits[who] = { lines: hard, veils: [...new Set(veils)].filter((tag) => !hard.includes(tag)), ceiling };
  governance.decided[who] = cause;
  const set = now.event('limit.set', who, '', [cause]);
  redress(now, who, set);
  return null;
}

/** The stop card: at once for who laid it; for others in the same scene, without a name. */
function layCard(now: Moment, who: Who, cause: CauseId): null {
  const { governance, narrative } = now.world;
  const mine = narrative.scenes.filter((s) => s.who === who);
  const themes = new Set<ThemeTag>();
  for (const scene of mine) {
    if (scene.theme !== null) themes.add(scene.theme);
  }
  const circle = circleOf(now.world, who);
  const asked = circle ? themeOfCircle(now, circle) : null;
  if (asked !== null) themes.add(asked);
  if (mine.length === 0 && !circle) {
    const shadow = nearestShadow(now, who);
    if (shadow) themes.add(shadow);
  }
  const times = (governance.cards[who] ?? 0) + 1;
  governance.cards[who] = times;
  lowerCeiling(now, who);
  stopThemes(now, who, themes);
  governance.decided[who] = cause;
  const laid = now.event('card.laid', who, '', [cause]);
  clearScenes(now, { kind: 'scene.clear', who, theme: null, because: [laid] });
  if (circle && times <= CARDS_FOR_ALL) {
    for (const other of circle.seats) stopThemes(now, other, themes);
    part(now, circle, [laid]);
  } else rise(now, who, laid);
  for (const other of sharing(now, who, mine)) {
    if (times <= CARDS_FOR_ALL) {
      now.act({ kind: 'scene.clear', who: other.who, theme: other.theme, because: [laid] });
      // its theme stays away from all who were in the scene (play.md): were it the layer alone, others could tell by what no longer comes to them
      stopThemes(now, other.who, themes);
    } else other.untilTick = min(other.untilTick, now.tick + ticks(FADE_SECONDS));
  }
  return null;
}

/** Keeps themes from a person for the rest of the night. */
function stopThemes(now: Moment, who: Who, themes: ReadonlySet<ThemeTag>): void {
  const { stopped } = now.world.governance;
  stopped[who] = [...new Set([...(stopped[who] ?? []), ...themes])];
}

/** Scenes of others that are the same scene: same storylet, within 20 m. */
function sharing(now: Moment, who: Who, mine: readonly Scene[]): Scene[] {
  const me = now.world.space.avatars[who];
  if (!me) return [];
  const near = now.near(me.x, me.y, CARD_METRES);
  return now.world.narrative.scenes.filter((s) => s.who !== who && near.includes(s.who) && mine.some((m) => m.storylet === s.storylet));
}

function nearestShadow(now: Moment, who: Who): ThemeTag | null {
  const me = now.world.space.avatars[who];
  if (!me) return null;
  let found: ThemeTag | null = null;
  let least = SHADOW_METRES;
  for (const s of now.world.narrative.shadows) {
    const d = hypot(s.x - me.x, s.y - me.y);
    if (s.goneTick > 0 || d > least) continue;
    found = s.theme;
    least = d;
  }
  return found;
}

function hide(now: Moment, who: Who, other: Who, on: boolean, cause: CauseId): Refusal | null {
  if (other === who) return refuse('hide.self', 'nobody can hide from themselves');
  if (!now.world.people.byId[other] && other !== 'guide') return refuse('hide.unknown', `nobody here is "${other}"`);
  const { hidden } = now.world.governance;
  const rest = (hidden[who] ?? []).filter((id) => id !== other);
  hidden[who] = on ? [...rest, other] : rest;
  const hid = now.event('hid', who, '', [cause], { on });
  redress(now, who, hid);
  return null;
}

export const governanceHandlers: Handlers = {
  voice: (now, { by, body }, cause) => (body.on ? raiseVoice(now, by, cause) : lowerVoice(now, by, [cause])),
  propose: (now, { by, body }, cause) => propose(now, by, body.clause, cause),
  ballot: (now, { by, body }, cause) => castBallot(now, by, body.order, cause),
  'ballot.stand': standByBallot,
  state: (now, { by, body }, cause) => answerStatement(now, by, body.statement, body.answer, cause),
  council: (now, { by, body }, cause) => councilActs(now, by, body.act, body.about, cause),
  'consent.give': (now, { by, body }, cause) => give(now, by, body.purpose, body.wording, cause),
  'consent.withdraw': (now, { by, body }, cause) => withdraw(now, by, body.purpose, cause),
  'limit.set': (now, { by, body }, cause) => setLimits(now, by, body.lines, body.veils, body.ceiling, cause),
  stop: (now, { by }, cause) => layCard(now, by, cause),
  hide: (now, { by, body }, cause) => hide(now, by, body.who, body.on, cause),
  // the answer is made where it is shown (causes.ts, explain); here is only recorded that somebody asked
  why: (now, { by, body }, cause) => {
    now.event('asked.why', by, body.about, [cause]);
    return null;
  },
};
