/** What stands behind a thing that somebody points at: where "why?" begins. */
import { nearestLight } from './guide/lights.ts';
import type { CauseId, ThingId, Who } from './ids.ts';
import { behindString, trackOfString } from './jukebox/box.ts';
import { ROLES } from './orchestration/model.ts';
import type { World } from './world.ts';

/** A track of the jukebox, or its string: who plucked, turned or bent it stands before the signals it follows. */
function trackOf(world: World, about: ThingId): { because: readonly CauseId[] } | undefined {
  const id = about.startsWith('string:') ? trackOfString(about) : about;
  const track = world.jukebox.tracks.find((t) => t.id === id);
  return track && { because: [...behindString(world, id), ...track.turned, ...track.because] };
}

/** The vote, the charter (its last reform), the council, or a wound of the city. */
function behindGovernance({ governance, city }: World, about: ThingId): { readonly because: readonly CauseId[] } | undefined {
  if (about === 'vote') return governance.vote ?? undefined;
  if (about === 'charter') return governance.protest;
  if (about === 'council') return governance.council;
  const recorded = governance.record.find((r) => r.id === about);
  if (recorded) return recorded;
  return city.wounds.find((w) => w.id === about);
}

/** The causes behind a thing that somebody points at, for "why?". Empty when the thing is unknown. */
export function causesOf(world: World, who: Who, about: ThingId): readonly CauseId[] {
  const { narrative, space, guide, affect } = world;
  const thing =
    narrative.scenes.find((s) => s.id === about || (s.at === about && s.who === who)) ??
    narrative.shadows.find((s) => s.id === about) ??
    narrative.circles.find((c) => c.id === about) ??
    narrative.threads.find((t) => t.id === about) ??
    narrative.fragments.find((f) => f.id === about) ??
    space.lanterns.find((l) => l.id === about) ??
    space.bridges[about] ??
    (narrative.symbols[about]?.awake ? narrative.symbols[about] : undefined) ??
    (about === 'guide' ? nearestLight(guide, space.avatars[who] ?? guide) : undefined) ??
    trackOf(world, about) ??
    (about === who ? affect.breath[who] : undefined) ??
    (about === 'act' ? { because: narrative.actBecause } : undefined) ??
    orchestrationThing(world, about) ??
    behindGovernance(world, about);
  return thing?.because ?? [];
}

/** `role:<role>`, a sign of the sky's margin, and what stands: arrow, spot, lamp, pause. */
function orchestrationThing({ orchestration: o }: World, about: ThingId): { readonly because: readonly CauseId[] } | undefined {
  const role = ROLES.find((name) => about === `role:${name}`);
  if (role) return o.roles[role];
  const standing = (['arrow', 'spot', 'lamp', 'pause', 'backstage'] as const).find((name) => name === about);
  return (standing && o[standing]) || o.signs.find((s) => s.id === about);
}
