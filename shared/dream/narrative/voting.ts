/** A scene that several have before them and decide together: each one's choice is a vote, the most votes win, and it is done once. */
import { pick } from '../../kernel/random.ts';
import type { Consequence } from '../compiled.ts';
import { type CauseId, type ThingId, ticks, type Who } from '../ids.ts';
import type { Moment } from '../moment.ts';
import type { World } from '../world.ts';
import { apply, fromTags } from './consequences.ts';
import { continueTalk } from './ink.ts';
import type { Scene, SceneGroup } from './model.ts';
import { answerTo, closeScene, hear, TALK_SECONDS } from './scenes.ts';

/** The group that decides a scene together; undefined where each decides alone. */
export function groupOf(world: World, scene: Scene): SceneGroup | undefined {
  return scene.group === '' ? undefined : world.narrative.groups.find((g) => g.id === scene.group);
}

/** Counts of a scene's vote as those who have it before them may see them; null where each decides alone. */
export function votesFor(world: World, scene: Scene): { counts: Record<string, number>; mine: string } | null {
  if (!groupOf(world, scene) || scene.form === 'veiled') return null;
  const counts: Record<string, number> = {};
  for (const s of world.narrative.scenes) if (s.group === scene.group && s.vote !== '') counts[s.vote] = (counts[s.vote] ?? 0) + 1;
  return { counts, mine: scene.vote };
}

/** Says what one is for; said again, it counts instead of what was said before. */
export function vote(now: Moment, scene: Scene, choice: string, cause: CauseId): void {
  scene.vote = choice;
  const opened = scene.because.slice(0, 1);
  scene.because = [...opened, now.event('scene.voted', scene.who, scene.id, [cause, ...opened])];
}

/** What each has for themselves, for whoever was for it; all else that follows from a vote is done once. A fragment goes to all who voted. */
function isOwn(c: Consequence): boolean {
  return (
    c.kind === 'mute' || c.kind === 'pace' || (c.kind === 'deed' && (c.deed === 'stand' || c.deed === 'evidence' || c.deed === 'trust'))
  );
}

/** Every 5 ticks: votes whose time is over or that all have cast. */
export function stepVotes(now: Moment): void {
  const { narrative } = now.world;
  for (const group of [...narrative.groups]) {
    const scenes = narrative.scenes.filter((s) => s.group === group.id);
    const voted = scenes.filter((s) => s.vote !== '');
    if (scenes.length > 0 && now.tick < group.untilTick && voted.length < group.members) continue;
    if (voted.length > 0) decide(now, group, scenes, voted);
    else {
      for (const scene of scenes) closeScene(now, scene, scene.because);
      narrative.groups = narrative.groups.filter((g) => g !== group);
    }
  }
}

/** Choice with the most votes; ties fall by the stream. */
function winnerOf(now: Moment, voted: readonly Scene[]): string {
  const counts = new Map<string, number>();
  for (const s of voted) counts.set(s.vote, (counts.get(s.vote) ?? 0) + 1);
  let most = 0;
  for (const n of counts.values()) if (n > most) most = n;
  const first = [...counts.keys()].filter((id) => counts.get(id) === most).sort();
  return first.length > 1 ? pick(now.random('narrative'), first) : (first[0] as string);
}

function decide(now: Moment, group: SceneGroup, scenes: readonly Scene[], voted: readonly Scene[]): void {
  const winner = winnerOf(now, voted);
  const forIt = voted.filter((s) => s.vote === winner);
  const causes = [...new Set(voted.flatMap((s) => s.because))];
  const decided = now.event('scene.decided', 'dream', group.id, causes, { votes: voted.length, most: forIt.length });
  const talking = scenes.find((s) => s.dialogue !== '');
  if (talking) return goOnTalking(now, group, scenes, voted, winner, decided);
  const storylet = now.scenario.storylets.find((s) => s.id === scenes[0]?.storylet);
  const choice = storylet?.choices.find((c) => c.id === winner);
  for (const scene of scenes) closeScene(now, scene, [decided]);
  now.world.narrative.groups = now.world.narrative.groups.filter((g) => g !== group);
  if (!storylet || !choice) return;
  applyTogether(now, voted, forIt, choice.then, decided);
  for (const scene of scenes) if (scene.form !== 'veiled') answerTo(now, scene, storylet, choice, decided);
}

/** Shared consequences once; what is each one's own to each who was for it, a fragment to each who voted. */
function applyTogether(
  now: Moment,
  voted: readonly Scene[],
  forIt: readonly Scene[],
  then: readonly Consequence[],
  decided: CauseId,
): void {
  const first = forIt[0];
  if (!first) return;
  apply(
    now,
    first.who,
    then.filter((c) => c.kind !== 'fragment' && !isOwn(c)),
    first.theme,
    '',
    decided,
  );
  for (const scene of forIt) apply(now, scene.who, then.filter(isOwn), scene.theme, '', decided);
  for (const scene of voted)
    apply(
      now,
      scene.who,
      then.filter((c) => c.kind === 'fragment'),
      scene.theme,
      '',
      decided,
    );
}

/** A talk goes on for all of them by the same choice; its tags are done once. Whoever has it in another form waits beside it. */
function goOnTalking(
  now: Moment,
  group: SceneGroup,
  scenes: readonly Scene[],
  voted: readonly Scene[],
  winner: string,
  decided: CauseId,
): void {
  let over = true;
  let first = true;
  group.untilTick = now.tick + ticks(TALK_SECONDS);
  for (const scene of scenes) {
    const dialogue = now.scenario.dialogues.find((d) => d.id === scene.dialogue);
    if (!dialogue) continue;
    const talk = continueTalk(dialogue.ink, scene.ink, winner);
    if (first) {
      const forIt = voted.filter((s) => s.vote === winner);
      applyTogether(now, voted, forIt, fromTags(talk.tags), decided);
    }
    first = false;
    over = talk.state === '';
    scene.vote = '';
    scene.because = [decided];
    hear(now, scene, dialogue, { ...talk, tags: [] }, decided);
  }
  group.because = [decided];
  if (!over) return;
  for (const scene of scenes.filter((s) => now.world.narrative.scenes.includes(s))) closeScene(now, scene, [decided]);
  now.world.narrative.groups = now.world.narrative.groups.filter((g) => g !== group);
}

/** Makes a group of those before whom a scene opens, if they decide together. */
export function beginVote(now: Moment, id: ThingId, members: readonly Who[], seconds: number, because: readonly CauseId[]): void {
  now.world.narrative.groups.push({ id, members: members.length, untilTick: now.tick + ticks(seconds), because: [...because] });
}
