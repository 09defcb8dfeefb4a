/** Simulated citizens in reflection circles: they sit down where somebody waits, say a line or hold their light, give a card, and stay to the end. */
import type { Command } from '../dream/commands.ts';
import { TICK_RATE } from '../dream/ids.ts';
import type { Circle } from '../dream/narrative/model.ts';
import { CARDS, CIRCLE } from '../dream/narrative/rules.ts';
import type { Dream } from '../dream/world.ts';
import { hypot } from '../kernel/math.ts';
import { chance, pick } from '../kernel/random.ts';
import { circleOf } from './glance.ts';
import type { Member } from './member.ts';
import type { Point } from './walk.ts';
import { FRAGMENT_LINES } from './words.ts';

/** From this far somebody comes over to a hearth where others wait, m. */
const COMES = 25;
/** With a full cloth one would like to sit so much less. */
const FULL = 0.15;
/** Whoever sits alone stands up after this long, s. */
const PATIENCE = 75;
/** Nobody speaks sooner in their turn, s; after that, at each thought with this chance. */
const THINKS = 4;
const SPEAKS = 0.08;

/** Hearths to sit down at, and how much one would like to: much where others wait for a third. */
export function hearths(dream: Dream, me: Point): { weight: number; things: readonly { id: string; x: number; y: number }[] } {
  const { narrative, people } = dream.world;
  const all = dream.scenario.symbols.filter((s) => s.kind === 'hearth');
  const near = all.filter((s) => hypot(s.x - me.x, s.y - me.y) < COMES);
  const waiting = near.filter((s) =>
    narrative.circles.some((c) => c.at === s.id && (c.phase === 'gather' || c.phase === 'settle') && c.seats.length < CIRCLE.most - 2),
  );
  const forPerson = narrative.circles.some((c) => c.phase === 'gather' && c.seats.some((w) => people.byId[w]?.kind === 'person'));
  // a full cloth needs few lines more; whoever waits in person is never left to it
  const wish = narrative.threads.length >= narrative.goal ? FULL : 1;
  if (waiting.length > 0) return { weight: forPerson ? 12 : 1.5 * wish, things: waiting };
  return { weight: near.length > 0 ? 0.12 * wish : 0, things: near };
}

/** What a member who sits in a circle does; false when they sit in none. */
export function sitAlong(dream: Dream, member: Member, out: Command[]): boolean {
  const { world } = dream;
  const circle = circleOf(world, member.id);
  const at = circle && world.space.avatars[member.id];
  if (!circle || !at) return false;
  member.path = [];
  member.wish = { ...member.wish, kind: 'circle', about: circle.at, x: at.x, y: at.y, untilTick: world.tick + TICK_RATE };
  if (member.breath.mode === 'off') member.breath = { mode: 'pacer', with: '', late: 0, behind: 0 };
  take(dream, member, circle, out);
  return true;
}

function take(dream: Dream, member: Member, circle: Circle, out: Command[]): void {
  const seconds = (dream.world.tick - circle.sinceTick) / TICK_RATE;
  const by = member.id;
  switch (circle.phase) {
    case 'gather':
      if (seconds > PATIENCE && circle.seats.length < 2) out.push({ type: 'circle.sit', by, body: { at: '' } });
      return;
    case 'turn':
      if (circle.turn !== by || seconds < THINKS || !chance(member.rng, SPEAKS)) return;
      if (chance(member.rng, 0.15)) out.push({ type: 'circle.pass', by, body: {} });
      else out.push({ type: 'circle.turn', by, body: { words: chance(member.rng, 0.85) ? pick(member.rng, FRAGMENT_LINES) : '' } });
      return;
    case 'gift':
      if (!circle.gifts.some((g) => g.from === by) && chance(member.rng, 0.2))
        out.push({ type: 'circle.gift', by, body: { card: pick(member.rng, CARDS) } });
      return;
    case 'summary': {
      const line = circle.lines.find((l) => l.by === by && !l.struck);
      if (line && chance(member.rng, 0.003)) out.push({ type: 'circle.strike', by, body: { line: line.id } });
      return;
    }
    default:
  }
}
