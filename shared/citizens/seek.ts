/** What stands in the dream for one citizen to meet now: symbols with a scene for them, and those who would begin a talk with them. */
import { cloakOf } from '../dream/governance/clothes.ts';
import { nearestLight } from '../dream/guide/lights.ts';
import type { ThemeTag } from '../dream/ids.ts';
import { meetingOf } from '../dream/narrative/met.ts';
import { hasMore } from '../dream/narrative/scenes.ts';
import { playersOf } from '../dream/people/roster.ts';
import type { Dream } from '../dream/world.ts';
import { heldBy } from './glance.ts';
import type { Member } from './member.ts';

/** A light is seen from afar: so many times as likely does one walk there. */
const LIT = 4;

export interface Meeting {
  readonly theme: ThemeTag | null;
  /** symbol or talk, as E is told */
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/** Symbols that have a scene for a member now; those that nobody woke yet in `asleep`, where one in the orchestrator's light counts several times. */
export function symbolsFor({ world, scenario }: Dream, member: Member): { asleep: Meeting[]; awake: Meeting[] } {
  const asleep: Meeting[] = [];
  const awake: Meeting[] = [];
  const { narrative, orchestration } = world;
  // at the loom a full hand weaves: what somebody keeps to themselves must not slip into the cloth on the way to hear it read
  const keeps = heldBy(world, member.id).length > 0;
  for (const s of scenario.symbols) {
    if (keeps && s.kind === 'loom') continue;
    if (!scenario.storylets.some((q) => q.symbol === s.id)) continue;
    if (narrative.symbols[s.id]?.awake) {
      if (cloakOf(world, scenario, member.id, s.theme) !== 'gone' && hasMore(world, scenario, member.id, s.id)) awake.push(s);
    } else for (let i = 0; i < (s.id === orchestration.spot?.about ? LIT : 1); i++) asleep.push(s);
  }
  return { asleep, awake };
}

/** Talks that a member has not had, where their speaker stands; the guide's too. */
export function talksFor({ world, scenario }: Dream, member: Member): Meeting[] {
  const { people, space, narrative } = world;
  const me = space.avatars[member.id];
  const guide = me ? nearestLight(world.guide, me) : world.guide;
  return scenario.dialogues.flatMap((d): Meeting[] => {
    if (narrative.seen[meetingOf(world, d.id, member.id)] !== undefined || scenario.storylets.some((s) => s.id === d.id)) return [];
    if (d.speaker === 'guide') return [{ id: d.id, theme: null, x: guide.x, y: guide.y }];
    for (const id of playersOf(people, d.speaker)) {
      const at = space.avatars[id];
      if (people.byId[id]?.state === 'dreaming' && at && id !== member.id) return [{ id: d.id, theme: null, x: at.x, y: at.y }];
    }
    return [];
  });
}
