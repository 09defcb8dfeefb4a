/** Scenes: a storylet or a talk open before one person, in the form that the gate allows now; once each where the storylet says so. */
import { abs, max, min } from '../../kernel/math.ts';
import { type Refusal, refuse } from '../commands.ts';
import type { CompiledChoice, CompiledDialogue, CompiledScenario, CompiledStorylet } from '../compiled.ts';
import type { PersonEffect, Verdict } from '../effects.ts';
import { gate } from '../governance/gate.ts';
import { themeFor } from '../guide/own.ts';
import { wishesOf } from '../guide/reeds.ts';
import { REED_WEIGHT, TAKES } from '../guide/rules.ts';
import { type CauseId, type ThemeTag, type ThingId, TICK_RATE, ticks, type Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import { isPaused, wanted } from '../orchestration/lift.ts';
import { playersOf } from '../people/roster.ts';
import { ownId, type World } from '../world.ts';
import { audienceOf, talkersWith, talkSeed } from './audience.ts';
import { apply, fromTags } from './consequences.ts';
import { behind, factsFor, moveFact } from './facts.ts';
import { beginTalk, continueTalk, type Talk } from './ink.ts';
import { meetingOf, meetingsOf } from './met.ts';
import type { Scene } from './model.ts';
import { Salience } from './salience.ts';
import { beginVote, groupOf, stepVotes, vote } from './voting.ts';

/** A talk waits this long for each answer. */
export const TALK_SECONDS = 60;
/** A veiled scene is one sentence and leads on. */
const VEILED_SECONDS = 15;
/** After a scene began, none comes by itself for this long. */
const QUIET_SECONDS = 45;
/** Scenes that come by themselves are looked for in one of so many groups of people, every 5 ticks. */
const GROUPS = 12;
/** However much a night is eased, a scene is not fainter than this. */
const LEAST = 0.05;
/** Choices of a stand-in: as plain as what stands there, in the order of the choices they are mapped to. */
const PLAIN_LABELS = ['Stay a while', 'Look closer', 'Walk on', 'Wait'] as const;
/** Theme of storylets that wear what the guide takes to be a person's own. */
const OWN = 'own';
const WALK_ON = { id: 'on', label: 'Walk on' };

type Asked = Pick<PersonEffect, 'by' | 'source' | 'theme' | 'intensity' | 'text' | 'soft'>;

const indices = new WeakMap<CompiledScenario, Map<ThingId, Salience<CompiledStorylet>>>();

/** Storylets of one symbol ('' = those that come by themselves), indexed once for each scenario. */
function storyletsOf(scenario: CompiledScenario, symbol: ThingId): Salience<CompiledStorylet> | undefined {
  let index = indices.get(scenario);
  if (!index) {
    index = new Map();
    for (const id of new Set(scenario.storylets.map((s) => s.symbol))) {
      index.set(id, new Salience(scenario.storylets.filter((s) => s.symbol === id)));
    }
    indices.set(scenario, index);
  }
  return index.get(symbol);
}

/** True for storylets that a person may meet now: not met yet, or met so long ago as it asks for; `own` ones once the guide has a theme for them. */
export const fresh = (world: World, who: Who) => {
  const meeting = meetingsOf(world, who);
  return (s: CompiledStorylet): boolean => {
    if (s.theme === OWN && themeOf(world, who, s) === null) return false;
    const met = world.narrative.seen[meeting(s.id)];
    if (met === undefined) return true;
    return !s.once && world.tick - met >= s.cooldown * TICK_RATE;
  };
};

/** Theme of a storylet for a person: its own, or what the guide takes to be theirs; null = none. */
function themeOf(world: World, who: Who, s: CompiledStorylet): ThemeTag | null {
  return s.theme === OWN ? themeFor(world, who, TAKES) : s.theme;
}

/** How far a storylet is from the intensity that this moment should have, nearer where people stand by its reed: decides between equals only. */
const offTarget = (world: World) => {
  let wished: ReturnType<typeof wishesOf> | null = null;
  return (s: CompiledStorylet): number => {
    wished ??= wishesOf(world);
    return abs(s.intensity - wanted(world)) - REED_WEIGHT * wished(s.theme);
  };
};

/** The storylet that fits best for a person at a symbol; null when none does. */
export function fitting(now: Moment, who: Who, symbol: ThingId): CompiledStorylet | null {
  const { world, scenario } = now;
  return (
    storyletsOf(scenario, symbol)?.choose(now.random('narrative'), factsFor(world, scenario, who), fresh(world, who), offTarget(world)) ??
    null
  );
}

/** True when a symbol has something for a person as facts are now; with `anybodys`, something that does not hang on what the guide believes of them. */
export function hasMore(world: World, scenario: CompiledScenario, who: Who, symbol: ThingId, anybodys = false): boolean {
  const index = storyletsOf(scenario, symbol);
  const open = fresh(world, who);
  const counts = anybodys ? (s: CompiledStorylet) => s.theme !== OWN && open(s) : open;
  return index !== undefined && index.best(factsFor(world, scenario, who), counts).length > 0;
}

/** Who speaks: the cast member's person if they are here, the guide, or the dream. */
export function speakerWho(world: World, speaker: string): Who {
  if (speaker === 'guide') return 'guide';
  return playersOf(world.people, speaker)[0] ?? 'dream';
}

/** How strong a theme comes to a person: half after they turned away, a step more after a shadow of it seeped, more or less as the night is pressed or eased; under every limit. */
export function strengthFor(world: World, who: Who, theme: ThemeTag | null, intensity: number): number {
  if (theme === null) return intensity;
  const seeped = world.narrative.shadows.some((s) => s.theme === theme && s.seeped > 0 && s.goneTick === 0);
  const heavier = max(LEAST, (seeped ? intensity + 0.05 : intensity) + world.orchestration.lift);
  return (world.narrative.turned[`${who}|${theme}`] ?? 0) > 0 ? heavier / 2 : heavier;
}

function askedOf(world: World, who: Who, s: CompiledStorylet, theme: ThemeTag | null): Asked {
  const intensity = strengthFor(world, who, theme, s.intensity);
  return { by: speakerWho(world, s.speaker), source: s.id, theme, intensity, text: s.text, soft: s.soft };
}

function judge(now: Moment, who: Who, asked: Asked): Verdict {
  return gate(now.world, now.scenario, { id: '', kind: 'question', to: who, because: [], ...asked });
}

function formOf(verdict: Verdict): Scene['form'] {
  if (verdict.outcome === 'substituted') return 'stand-in';
  if (verdict.rule === 'floor.veil') return 'veiled';
  return verdict.outcome === 'softened' ? 'soft' : 'whole';
}

/** Text and choices of a storylet in the form the gate gave it. */
function content(storylet: CompiledStorylet, verdict: Verdict): Pick<Scene, 'text' | 'choices'> {
  const form = formOf(verdict);
  if (form === 'veiled') return { text: verdict.text, choices: [{ ...WALK_ON }] };
  const choices = storylet.choices.map((c, i) => ({ id: c.id, label: form === 'stand-in' ? (PLAIN_LABELS[i] ?? 'Wait') : c.label }));
  return { text: verdict.text, choices };
}

/**
 * Opens a storylet before `who` and whoever else it is for, each in the form that the gate gives them; the scene of `who`, null when nothing
 * of it reaches them (the refused wish is recorded all the same, and the others have it).
 */
export function openScene(now: Moment, who: Who, storylet: CompiledStorylet, at: ThingId, because: readonly CauseId[]): Scene | null {
  if (storylet.audience === 'one') return openOne(now, who, who, storylet, at, '', because);
  const members = audienceOf(now, who, storylet.audience).filter((id) => id === who || fresh(now.world, id)(storylet));
  const group = now.newId('sg');
  if (storylet.decide === 'together' && members.length > 1) beginVote(now, group, members, storylet.seconds, because);
  const scenes = members.map((id) => openOne(now, id, who, storylet, at, group, because));
  return scenes[0] ?? null;
}

function openOne(
  now: Moment,
  who: Who,
  opener: Who,
  storylet: CompiledStorylet,
  at: ThingId,
  group: ThingId,
  because: readonly CauseId[],
): Scene | null {
  const { narrative } = now.world;
  const theme = themeOf(now.world, who, storylet);
  const asked = askedOf(now.world, who, storylet, theme);
  const verdict = judge(now, who, asked);
  narrative.seen[meetingOf(now.world, storylet.id, who)] = now.tick;
  narrative.busyUntil[who] = now.tick + ticks(max(QUIET_SECONDS, storylet.seconds));
  if (verdict.outcome === 'refused') {
    now.effect({ kind: 'question', to: who, ...asked, because });
    return null;
  }
  const form = formOf(verdict);
  const dialogue = form === 'whole' ? now.scenario.dialogues.find((d) => d.id === storylet.id) : undefined;
  const seconds = form === 'veiled' ? min(VEILED_SECONDS, storylet.seconds) : storylet.seconds;
  const scene = addScene(now, who, storylet.id, theme, at, group, form, verdict.intensity, seconds, because);
  Object.assign(scene, content(storylet, verdict));
  now.effect({ kind: 'question', to: who, ...asked, because: scene.because });
  if (dialogue) hear(now, scene, dialogue, beginTalk(dialogue.ink, talkSeed(now, dialogue.id, opener), variablesOf(now.world)));
  return scene;
}

/** Opens a talk with a cast member, before the circle or all within 12 m if it is theirs to decide; null when the gate refuses it. */
export function openTalk(now: Moment, who: Who, dialogue: CompiledDialogue, at: ThingId, because: readonly CauseId[]): Scene | null {
  const members = dialogue.decide === 'together' ? talkersWith(now, who) : [who];
  const group = members.length > 1 ? now.newId('sg') : '';
  if (group !== '') beginVote(now, group, members, TALK_SECONDS, because);
  const seed = talkSeed(now, dialogue.id, who);
  let mine: Scene | null = null;
  for (const id of members) {
    if (id !== who && now.world.narrative.scenes.some((s) => s.who === id)) continue;
    const scene = talkBefore(now, id, dialogue, at, group, seed, because);
    if (id === who) mine = scene;
  }
  return mine;
}

function talkBefore(
  now: Moment,
  who: Who,
  dialogue: CompiledDialogue,
  at: ThingId,
  group: ThingId,
  seed: number,
  because: readonly CauseId[],
): Scene | null {
  const asked: Asked = {
    by: speakerWho(now.world, dialogue.speaker),
    source: dialogue.id,
    theme: null,
    intensity: 0.1,
    text: '',
    soft: '',
  };
  now.world.narrative.seen[meetingOf(now.world, dialogue.id, who)] = now.tick;
  if (judge(now, who, asked).outcome === 'refused') return null;
  const talk = beginTalk(dialogue.ink, seed, variablesOf(now.world));
  const scene = addScene(now, who, dialogue.id, null, at, group, 'whole', asked.intensity, TALK_SECONDS, because);
  now.effect({ kind: 'question', to: who, ...asked, text: talk.text, because: scene.because });
  hear(now, scene, dialogue, talk);
  return scene;
}

function addScene(
  now: Moment,
  who: Who,
  storylet: string,
  theme: ThemeTag | null,
  at: ThingId,
  group: ThingId,
  form: Scene['form'],
  intensity: number,
  seconds: number,
  because: readonly CauseId[],
): Scene {
  const id = ownId(now.world, 'sc', who, (taken) => now.world.narrative.scenes.some((s) => s.id === taken));
  const opened = now.event('scene.opened', 'dream', id, because);
  const scene: Scene = {
    id,
    who,
    storylet,
    theme,
    group,
    vote: '',
    at,
    openedTick: now.tick,
    untilTick: now.tick + ticks(seconds),
    form,
    intensity,
    dialogue: '',
    ink: '',
    text: '',
    choices: [],
    because: [opened],
  };
  now.world.narrative.scenes.push(scene);
  return scene;
}

/** Facts under names that ink allows: a dot becomes an underscore. */
function variablesOf(world: World): Record<string, number> {
  const out: Record<string, number> = {};
  for (const name of Object.keys(world.narrative.facts)) out[name.replaceAll('.', '_')] = world.narrative.facts[name] ?? 0;
  return out;
}

/** Puts what a talk says now into its scene, does what its tags ask, and closes it when it has ended. */
export function hear(now: Moment, scene: Scene, dialogue: CompiledDialogue, talk: Talk, cause = scene.because[0] ?? ''): void {
  const { theme } = scene;
  apply(now, scene.who, fromTags(talk.tags), theme, '', cause);
  scene.dialogue = dialogue.id;
  scene.ink = talk.state;
  scene.text = talk.text;
  scene.choices = talk.choices;
  scene.untilTick = now.tick + ticks(TALK_SECONDS);
  if (talk.state !== '') return;
  const by = speakerWho(now.world, dialogue.speaker);
  if (talk.text !== '') {
    now.effect({
      kind: 'words',
      to: scene.who,
      by,
      source: dialogue.id,
      theme,
      intensity: scene.intensity,
      text: talk.text,
      because: [cause],
    });
  }
  closeScene(now, scene, [cause]);
}

export function closeScene(now: Moment, scene: Scene, because: readonly CauseId[]): void {
  const { narrative } = now.world;
  narrative.scenes = narrative.scenes.filter((s) => s !== scene);
  now.event('scene.closed', 'dream', scene.id, because);
}

/** A person chooses in a scene of theirs. */
export function choose(now: Moment, who: Who, id: ThingId, choiceId: string, words: string, cause: CauseId): Refusal | null {
  const scene = now.world.narrative.scenes.find((s) => s.id === id && s.who === who);
  if (!scene) return refuse('choose.scene', `no scene "${id}" is open before you`, 'it may have closed by itself');
  if (!scene.choices.some((c) => c.id === choiceId)) {
    return refuse('choose.choice', `this scene has no choice "${choiceId}"`, `choose one of ${scene.choices.map((c) => c.id).join(', ')}`);
  }
  if (scene.form !== 'veiled' && groupOf(now.world, scene)) {
    vote(now, scene, choiceId, cause);
    return null;
  }
  const chosen = now.event('scene.chosen', who, scene.id, [cause, ...scene.because]);
  const storylet = now.scenario.storylets.find((s) => s.id === scene.storylet);
  const dialogue = now.scenario.dialogues.find((d) => d.id === scene.dialogue);
  if (dialogue) {
    hear(now, scene, dialogue, continueTalk(dialogue.ink, scene.ink, choiceId), chosen);
    return null;
  }
  closeScene(now, scene, [chosen]);
  const choice = storylet?.choices.find((c) => c.id === choiceId);
  if (!storylet || !choice) return null;
  apply(now, who, choice.then, scene.theme, words.trim(), chosen);
  answerTo(now, scene, storylet, choice, chosen);
  return null;
}

/** What is said after a choice, to one whose scene was not a stand-in. */
export function answerTo(now: Moment, scene: Scene, storylet: CompiledStorylet, choice: CompiledChoice, because: CauseId): void {
  if (choice.answer === '' || scene.form === 'stand-in') return;
  const asked = askedOf(now.world, scene.who, storylet, scene.theme);
  now.effect({ ...asked, kind: 'words', to: scene.who, text: choice.answer, soft: '', because: [because] });
}

/** After a limit or a card changed: every open scene of `who` is put to the gate again, in the same tick. */
export function redress(now: Moment, who: Who, cause: CauseId): void {
  for (const scene of now.world.narrative.scenes.filter((s) => s.who === who)) {
    const storylet = now.scenario.storylets.find((s) => s.id === scene.storylet);
    if (!storylet) continue;
    const verdict = judge(now, who, askedOf(now.world, who, storylet, scene.theme));
    if (verdict.outcome === 'refused') {
      closeScene(now, scene, [cause]);
      continue;
    }
    scene.intensity = verdict.intensity;
    if (formOf(verdict) === scene.form) continue;
    scene.form = formOf(verdict);
    scene.dialogue = '';
    scene.ink = '';
    Object.assign(scene, content(storylet, verdict));
  }
}

/** Scenes end by themselves ("nobody chose"), and some come by themselves. */
export function stepScenes(now: Moment): void {
  if (!now.every(5)) return;
  const { narrative, people, space } = now.world;
  if (narrative.groups.length > 0) stepVotes(now);
  for (const scene of narrative.scenes.filter((s) => now.tick >= s.untilTick || people.byId[s.who]?.state === 'awake')) {
    const storylet = now.scenario.storylets.find((s) => s.id === scene.storylet);
    if (storylet && storylet.choices.length > 0 && now.tick >= scene.untilTick)
      narrative.unanswered.push({ tick: max(now.tick, scene.openedTick + ticks(storylet.seconds)), because: scene.because });
    closeScene(now, scene, scene.because);
  }
  for (const one of narrative.unanswered.filter((u) => now.tick >= u.tick)) moveFact(now.world, 'declined', 1, one.because[0] ?? '');
  narrative.unanswered = narrative.unanswered.filter((u) => now.tick < u.tick);
  if (narrative.ending !== '' || isPaused(now.world) || !storyletsOf(now.scenario, '')) return;
  const turn = (now.tick / 5) % GROUPS;
  now.dreamers().forEach((who, i) => {
    if (i % GROUPS !== turn || people.byId[who]?.kind === 'agent' || now.tick < (narrative.busyUntil[who] ?? 0)) return;
    const storylet = fitting(now, who, '');
    const cause = space.avatars[who]?.cause ?? '';
    if (!storylet) return;
    const because = [...behind(now.world, storylet.requires), ...narrative.actBecause, ...(cause === '' ? [] : [cause])];
    openScene(now, who, storylet, '', because);
  });
}
