/** The causes that a world still holds: the `because` of every thing in it, and the few that are kept under other names. */
import { lightsOf } from './guide/lights.ts';
import type { CauseId } from './ids.ts';
import type { World } from './world.ts';

interface Caused {
  readonly because: readonly CauseId[];
}

/** Every cause that anything alive names; a test looks through whole worlds for one that is missing here. */
export function heldCauses(world: World): Set<CauseId> {
  const held = new Set<CauseId>();
  const all = (ids: readonly CauseId[]): void => {
    for (const id of ids) held.add(id);
  };
  const each = (things: readonly Caused[]): void => {
    for (const thing of things) all(thing.because);
  };
  const every = (things: Readonly<Record<string, Caused>>): void => {
    for (const id in things) all((things[id] as Caused).because);
  };
  const { space, affect, jukebox, narrative, guide, orchestration, governance, city, pending } = world;
  for (const id in space.avatars) held.add(space.avatars[id]?.cause ?? '');
  each(space.hands);
  each(space.offers);
  every(space.bridges);
  each(space.lanterns);
  every(affect.breath);
  every(affect.body);
  each(jukebox.tracks);
  for (const track of jukebox.tracks) all(track.turned);
  all(jukebox.because);
  if (jukebox.box) {
    all(jukebox.box.because);
    each(jukebox.box.strings);
  }
  all(narrative.actBecause);
  for (const fact in narrative.factBecause) all(narrative.factBecause[fact] ?? []);
  every(narrative.symbols);
  each(narrative.scenes);
  each(narrative.groups);
  each(narrative.circles);
  each(narrative.shadows);
  each(narrative.facing);
  every(narrative.steady);
  each(narrative.fragments);
  each(narrative.threads);
  each(narrative.unanswered);
  all(guide.mask.because);
  all(guide.tamper.because);
  every(guide.lake.stood);
  every(guide.heard);
  each(guide.mask.notes);
  each(guide.mask.evidence);
  for (const who in guide.notebook) each(guide.notebook[who] ?? []);
  every(guide.mask.asking);
  for (const light of lightsOf(guide)) {
    all(light.because);
    if (light.asking) all(light.asking.because);
  }
  for (const who in guide.beliefs) each(guide.beliefs[who]?.signs ?? []);
  for (const who in guide.arrived) held.add(guide.arrived[who] ?? '');
  all(orchestration.because);
  every(orchestration.roles);
  every(orchestration.quiet);
  each(orchestration.lifts);
  each(orchestration.signs);
  for (const key of ['drawn', 'pause', 'arrow', 'spot', 'lamp', 'name', 'backstage'] as const) all(orchestration[key]?.because ?? []);
  for (const who in governance.decided) held.add(governance.decided[who] ?? '');
  each(governance.breaches);
  every(governance.voices);
  all(governance.protest.because);
  if (governance.vote) all(governance.vote.because);
  each(governance.proposed);
  each(governance.record);
  all(governance.council.because);
  each(city.wounds);
  every(city.soothed);
  every(governance.comfort);
  each(pending.person);
  each(pending.world);
  return held;
}
