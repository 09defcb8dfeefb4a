/**
 * Erasure: somebody is taken out of a running night for good, at once. Their name, words, limits, consents, readings and feelings go from every
 * slice; their threads leave the cloth, what they gave to the air is taken back. An id without anything behind it stays where others' doings name it.
 */

import { takeBack as takeBackAir } from './affect/field.ts';
import { refuse } from './commands.ts';
import { lightsOf } from './guide/lights.ts';
import { eraseFromMask } from './guide/mask.ts';
import type { CauseId, Who } from './ids.ts';
import { eraseFromBox } from './jukebox/box.ts';
import type { Handlers, Moment } from './moment.ts';
import { rise } from './narrative/circles.ts';
import { takeBack as takeBackThread } from './narrative/loom.ts';
import { ROLES } from './orchestration/model.ts';
import { partAll } from './space/hands.ts';
import { setLoose } from './space/loose.ts';

export const eraseHandlers: Handlers = {
  erase(now, { by }, cause) {
    const person = now.world.people.byId[by];
    if (!person) return refuse('who.unknown', `nobody here is "${by}"`);
    fromSpace(now, by, cause);
    fromAffect(now, by);
    fromNarrative(now, by, cause);
    fromGovernance(now, by);
    fromOrchestration(now, by);
    const { jukebox, guide, pending } = now.world;
    delete jukebox.own[by];
    delete jukebox.muted[by];
    eraseFromBox(now.world, by);
    delete guide.leaveUntil[by];
    delete guide.arrived[by];
    delete guide.beliefs[by];
    delete guide.heard[by];
    eraseFromMask(guide, by);
    delete now.world.streams[`guide/${by}`];
    guide.greeted = guide.greeted.filter((who) => who !== by);
    guide.praised = guide.praised.filter((who) => who !== by);
    for (const light of lightsOf(guide)) {
      if (light.asking?.who === by) light.asking = null;
      if (light.with === by) Object.assign(light, { with: '', toward: '', mood: 'wait' });
    }
    pending.person = pending.person.filter((e) => e.to !== by && e.by !== by);
    pending.world = pending.world.filter((e) => !('who' in e && e.who === by) && !('by' in e && e.by === by));
    Object.assign(person, { name: 'someone', state: 'awake', emberUntil: 0, shape: 'sprout', cloth: 'stone' });
    now.event('erased', by, '', [cause]);
    return null;
  },
};

function fromSpace(now: Moment, who: Who, cause: CauseId): void {
  const { space } = now.world;
  if (space.avatars[who]) {
    setLoose(now, who, cause);
    partAll(now, who, [cause]);
  }
  delete space.avatars[who];
  space.offers = space.offers.filter((o) => o.by !== who && o.to !== who);
  for (const key of Object.keys(space.refusedUntil)) if (key.split('|').includes(who)) delete space.refusedUntil[key];
  // a light that others tend stays; who planted it, and the whisper, are gone
  for (const l of space.lanterns) if (l.by === who) Object.assign(l, { by: '', whisper: '' });
}

function fromAffect(now: Moment, who: Who): void {
  const { affect } = now.world;
  takeBackAir(affect.field, who);
  for (const slice of [affect.breath, affect.body, affect.feeling]) delete slice[who];
  affect.pairs = affect.pairs.filter((p) => p.a !== who && p.b !== who);
}

function fromNarrative(now: Moment, who: Who, cause: CauseId): void {
  const { narrative } = now.world;
  for (const { id, by } of [...narrative.fragments, ...narrative.threads]) if (by === who) takeBackThread(now, who, id, cause);
  narrative.fragments = narrative.fragments.filter((f) => f.heldBy !== who);
  for (const t of narrative.threads) if (t.with === who) t.with = '';
  narrative.scenes = narrative.scenes.filter((s) => s.who !== who);
  rise(now, who, cause);
  for (const c of narrative.circles) c.had = c.had.filter((h) => h !== who);
  narrative.facing = narrative.facing.filter((f) => f.who !== who);
  for (const s of narrative.shadows) {
    s.faced = s.faced.filter((f) => f !== who);
    s.hands = s.hands.filter((h) => h !== who);
  }
  for (const map of [narrative.seen, narrative.turned]) {
    for (const key of Object.keys(map)) if (key.split('|').includes(who)) delete map[key];
  }
  delete narrative.busyUntil[who];
  delete narrative.aloneSince[who];
  delete narrative.steady[who];
  delete narrative.spokeTick[who];
}

function fromGovernance(now: Moment, who: Who): void {
  const { governance } = now.world;
  for (const map of [
    governance.consents,
    governance.limits,
    governance.decided,
    governance.stopped,
    governance.hidden,
    governance.cards,
    governance.comfort,
  ]) {
    delete map[who];
  }
  delete governance.voices[who];
  if (governance.vote) {
    delete governance.vote.ballots[who];
    delete governance.vote.stood[who];
  }
  for (const given of Object.values(governance.answers)) delete given[who];
  for (const b of governance.breaches) {
    b.known = b.known.filter((w) => w !== who);
    delete b.hearing[who];
  }
  for (const r of governance.record) if (r.by === who) r.by = '';
  for (const p of governance.proposed) if (p.by === who) p.by = 'dream';
  for (const key of Object.keys(governance.lastOf)) if (key.endsWith(`|${who}`)) delete governance.lastOf[key];
  for (const id of Object.keys(governance.hidden)) {
    governance.hidden[id] = (governance.hidden[id] as Who[]).filter((h) => h !== who);
  }
}

/** The role goes back to its agent without a word; what they wrote is gone, what they did stays without their name. */
function fromOrchestration(now: Moment, who: Who): void {
  const { orchestration: o } = now.world;
  for (const role of ROLES) {
    const state = o.roles[role];
    if (state.holder === who) Object.assign(state, { holder: '', sinceTick: now.tick, recall: [] });
    state.recall = state.recall.filter((w) => w !== who);
  }
  for (const sign of o.signs) if (sign.by === who) sign.by = '';
  if (o.name?.by === who) o.name = null;
  delete o.quiet[who];
}
