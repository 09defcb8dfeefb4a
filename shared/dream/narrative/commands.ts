/** What can be asked of the story. Every refusal is a value with a reason. */
import { type Refusal, refuse } from '../commands.ts';
import { standByStone } from '../governance/standing.ts';
import { optionOfStone } from '../governance/stones.ts';
import { standBy, themeOfReed } from '../guide/reeds.ts';
import type { CauseId, ThingId, Who } from '../ids.ts';
import { pluck, trackOfString } from '../jukebox/box.ts';
import type { Handlers, Moment } from '../moment.ts';
import { answerHand } from '../space/hands.ts';
import { tendLantern } from '../space/lanterns.ts';
import { setLoose, takeLoose } from '../space/loose.ts';
import { endNight, openAct } from './acts.ts';
import { gift, moreTime, pass, sit, strike, takeTurn } from './circles.ts';
import { face, turn } from './facing.ts';
import { refreshFacts } from './facts.ts';
import { carried, offerWords } from './fragments.ts';
import { orderCloth, takeBack, weave } from './loom.ts';
import { type Reach, reachOf } from './reach.ts';
import { CARRY, PHRASES } from './rules.ts';
import { choose, fitting, openScene, openTalk } from './scenes.ts';
import { speak } from './words.ts';

/** Does what E means. */
function act(now: Moment, who: Who, target: ThingId, cause: CauseId): Refusal | null {
  const reach = reachOf(now.world, now.scenario, who, target);
  if (!reach) return refuse('act.nothing', target === '' ? 'nothing is within reach' : 'that is not within reach', 'go nearer');
  return doIt(now, who, reach, cause);
}

function doIt(now: Moment, who: Who, reach: Reach, cause: CauseId): Refusal | null {
  switch (reach.kind) {
    case 'palm':
      return answerHand(now, who, reach.id, true, cause);
    case 'loom': {
      const fragment = carried(now.world, who)[0];
      return fragment ? weave(now, who, fragment, -1, cause) : refuse('loom.empty', 'your hands are empty');
    }
    case 'fragment':
      return pickUp(now, who, reach.id);
    case 'symbol':
      return touch(now, who, reach.id, cause);
    case 'talk':
      return talk(now, who, reach.id, cause);
    case 'lantern':
      return tendLantern(now, who, reach.id, cause);
    case 'reed':
      return standBy(now, who, themeOfReed(reach.id), cause);
    case 'string':
      return pluck(now, who, trackOfString(reach.id), cause);
    case 'stone':
      return standByStone(now, who, optionOfStone(reach.id), cause);
    case 'sit':
      return sit(now, who, reach.id, cause);
    case 'loose':
      return takeLoose(now, who, reach.id, cause);
    case 'set':
      return setLoose(now, who, cause);
  }
}

function pickUp(now: Moment, who: Who, id: ThingId): Refusal | null {
  const fragment = now.world.narrative.fragments.find((f) => f.id === id && f.heldBy === '' && f.by === who);
  if (!fragment) return refuse('fragment.none', `no fragment "${id}" of yours lies here`);
  if (carried(now.world, who).length >= CARRY) return refuse('fragment.full', `hands hold ${CARRY}`, 'weave one first');
  fragment.heldBy = who;
  return null;
}

/** Touching a symbol wakes it and opens what it has for this person. */
function touch(now: Moment, who: Who, id: ThingId, cause: CauseId): Refusal | null {
  const symbol = now.world.narrative.symbols[id];
  if (!symbol) return refuse('symbol.unknown', `no symbol is called "${id}"`);
  let because = cause;
  const storylet = now.world.people.byId[who]?.kind === 'agent' ? null : fitting(now, who, id);
  if (symbol.awake && !storylet) return refuse('symbol.quiet', 'it has nothing to say just now', 'come back later');
  if (!symbol.awake) {
    because = now.event('symbol.woke', who, id, [cause]);
    Object.assign(symbol, { awake: true, wokenBy: who, wokenTick: now.tick, because: [because] });
  }
  if (storylet) openScene(now, who, storylet, id, [because]);
  return null;
}

function talk(now: Moment, who: Who, id: ThingId, cause: CauseId): Refusal | null {
  const dialogue = now.scenario.dialogues.find((d) => d.id === id);
  if (!dialogue) return refuse('talk.unknown', `no talk is called "${id}"`);
  if (now.world.narrative.scenes.some((s) => s.who === who)) return refuse('talk.busy', 'one thing at a time', 'finish what is open');
  return openTalk(now, who, dialogue, '', [cause]) ? null : refuse('talk.refused', 'you do not meet');
}

function beginNight(now: Moment, cause: CauseId): Refusal | null {
  const { narrative } = now.world;
  if (narrative.begun) return refuse('night.begun', 'this night has begun already');
  narrative.begun = true;
  narrative.beganTick = now.tick;
  narrative.actTick = now.tick;
  const began = now.event('night.began', 'dream', '', [cause]);
  narrative.actBecause = [began];
  refreshFacts(now.world);
  openAct(now, 0, [began]);
  return null;
}

export const narrativeHandlers: Handlers = {
  'night.begin': (now, _command, cause) => beginNight(now, cause),
  'night.end': (now, _command, cause) => {
    const { narrative } = now.world;
    if (!narrative.begun || narrative.ending !== '') return refuse('night.none', 'no night is under way');
    endNight(now, [cause]);
    return null;
  },
  act: (now, { by, body }, cause) => act(now, by, body.target, cause),
  choose: (now, { by, body }, cause) => choose(now, by, body.scene, body.choice, body.words, cause),
  face: (now, { by, body }, cause) => face(now, by, body.shadow, cause),
  turn: (now, { by, body }, cause) => turn(now, by, body.shadow, cause),
  'fragment.offer': (now, { by, body }, cause) => {
    const fragment = now.world.narrative.fragments.find((f) => f.id === body.fragment && f.by === by);
    if (!fragment) return refuse('fragment.none', `no fragment of yours is called "${body.fragment}"`);
    offerWords(now, fragment, body.words, cause);
    return null;
  },
  'fragment.withdraw': (now, { by, body }, cause) => takeBack(now, by, body.thread, cause),
  'loom.set': (now, { by, body }, cause) => {
    const fragment = carried(now.world, by).find((f) => f.id === body.fragment || body.fragment === '');
    if (!fragment) return refuse('fragment.none', `you do not carry "${body.fragment}"`, 'pick it up first');
    return weave(now, by, fragment, body.place, cause);
  },
  'loom.order': (now, { body }, cause) => orderCloth(now, body.order, cause),
  'circle.sit': (now, { by, body }, cause) => sit(now, by, body.at, cause),
  'circle.turn': (now, { by, body }, cause) => takeTurn(now, by, body.words, cause),
  'circle.pass': (now, { by }, cause) => pass(now, by, cause),
  'circle.more': (now, { by }, cause) => moreTime(now, by, cause),
  'circle.gift': (now, { by, body }, cause) => gift(now, by, body.card, cause),
  'circle.strike': (now, { by, body }, cause) => strike(now, by, body.line, cause),
  say: (now, { by, body }, cause) => speak(now, by, 'said', body.words, cause),
  phrase: (now, { by, body }, cause) =>
    PHRASES.includes(body.phrase)
      ? speak(now, by, 'phrased', `phrase.${body.phrase}`, cause)
      : refuse('phrase.unknown', `no phrase card is called "${body.phrase}"`, 'use one of the 32 cards'),
  emote: (now, { by, body }, cause) => speak(now, by, 'emoted', `emote.${body.emote}`, cause),
};
