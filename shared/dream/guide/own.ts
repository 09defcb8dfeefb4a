/** What the guide takes to be somebody's own theme. */
import type { ThemeTag, Who } from '../ids.ts';
import type { World } from '../world.ts';

/** Theme that a storylet with `theme: own` wears for a person; null while the guide has none for them, and then the storylet does not fit. */
export function themeFor(_world: World, _who: Who): ThemeTag | null {
  return null;
}
