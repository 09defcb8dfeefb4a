/** Everybody's valence and arousal: relaxation in the air where they stand, contagion from those near, and the own body if it may steer the group. */
import { clamp, hypot } from '../../kernel/math.ts';
import { Strips } from '../../kernel/strips.ts';
import { TICK_SECONDS, type Who } from '../ids.ts';
import type { Moment, Present } from '../moment.ts';
import { joinedHands } from '../space/surroundings.ts';
import { airAt } from './field.ts';
import type { Feeling } from './model.ts';
import {
  absorbed,
  CONTAGION,
  channel,
  FEELING,
  FEELING_STEP_SECONDS,
  FIELD,
  isLive,
  nextArousal,
  nextValence,
  SIGNAL_SHARE,
  SIGNAL_SLEW,
} from './rules.ts';
import { areSilent } from './together.ts';

const SECONDS = FIELD.everyTicks * TICK_SECONDS;

/** A person as they come: at the published baselines. */
export function newFeeling(): Feeling {
  return { valence: FEELING.valence.base, arousal: FEELING.arousal.base, signal: 0 };
}

/** Those who feel, and in columns of machine numbers where they are, what they feel, and what reaches them: every pair of a crowd is looked at. */
interface Crowd {
  readonly who: readonly Present[];
  readonly feelings: readonly Feeling[];
  readonly of: Columns;
}

type Columns = Readonly<Record<'x' | 'y' | 'valence' | 'arousal' | 'weight' | 'othersValence' | 'othersArousal', Float64Array>>;

const columnsFor = (n: number): Columns => ({
  x: new Float64Array(n),
  y: new Float64Array(n),
  valence: new Float64Array(n),
  arousal: new Float64Array(n),
  weight: new Float64Array(n),
  othersValence: new Float64Array(n),
  othersArousal: new Float64Array(n),
});
/** used anew at every step */
let columns = columnsFor(64);
const strips = new Strips(CONTAGION.metres);

/** One step of all feelings, from what all felt before it. */
export function stepFeelings(now: Moment): void {
  const crowd = gather(now);
  mix(now, crowd);
  for (let i = 0; i < crowd.who.length; i++) feel(now, crowd, i);
}

function gather(now: Moment): Crowd {
  const { affect } = now.world;
  const who: Present[] = [];
  const feelings: Feeling[] = [];
  for (const one of now.present()) {
    if (one.person.state === 'awake') delete affect.feeling[one.id];
    if (one.person.state !== 'dreaming') continue;
    let feeling = affect.feeling[one.id];
    if (!feeling) feeling = affect.feeling[one.id] = newFeeling();
    who.push(one);
    feelings.push(feeling);
  }
  const n = who.length;
  if (columns.x.length < n) columns = columnsFor(2 * n);
  for (let i = 0; i < n; i++) {
    const { avatar } = who[i] as Present;
    const feeling = feelings[i] as Feeling;
    columns.x[i] = avatar.x;
    columns.y[i] = avatar.y;
    columns.valence[i] = feeling.valence;
    columns.arousal[i] = feeling.arousal;
    columns.weight[i] = 0;
    columns.othersValence[i] = 0;
    columns.othersArousal[i] = 0;
  }
  return { who, feelings, of: columns };
}

/** Sums of what those within reach feel, by the strength of their channel: always from the first to the last of them, so that they are the same bits. */
function mix(now: Moment, { who, of }: Crowd): void {
  const { space, governance } = now.world;
  const anyHidden = Object.keys(governance.hidden).length > 0;
  const joined = space.hands.length > 0 ? joinedHands(now.world) : null;
  strips.fill(of.x, of.y, who.length);
  for (let i = 0; i < who.length; i++) {
    const { id } = who[i] as Present;
    const held = joined?.get(id);
    const near = strips.after(i);
    if (!held && !anyHidden) {
      mixFreely(of, i, near);
      continue;
    }
    for (let k = 0; k < near; k++) {
      const j = strips.found[k] as number;
      const other = (who[j] as Present).id;
      if (anyHidden && apart(now, id, other)) continue;
      const metres = hypot((of.x[i] as number) - (of.x[j] as number), (of.y[i] as number) - (of.y[j] as number));
      pass(of, i, j, channel(metres, held?.includes(other) ?? false));
    }
  }
}

/** What passes between two, by the strength of their channel. */
function pass({ valence, arousal, weight, othersValence, othersArousal }: Columns, i: number, j: number, w: number): void {
  weight[i] = (weight[i] as number) + w;
  othersValence[i] = (othersValence[i] as number) + w * (valence[j] as number);
  othersArousal[i] = (othersArousal[i] as number) + w * (arousal[j] as number);
  weight[j] = (weight[j] as number) + w;
  othersValence[j] = (othersValence[j] as number) + w * (valence[i] as number);
  othersArousal[j] = (othersArousal[j] as number) + w * (arousal[i] as number);
}

/**
 * The same for somebody who holds no hand where nobody hides: their own sums stay at hand, and nothing is asked of any pair. In a crowd of a thousand it
 * is done two hundred thousand times; who is out of reach adds nothing, which takes less time than a wrong guess of who is.
 */
function mixFreely({ x, y, valence, arousal, weight, othersValence, othersArousal }: Columns, i: number, near: number): void {
  const { found } = strips;
  const ax = x[i] as number;
  const ay = y[i] as number;
  const v = valence[i] as number;
  const a = arousal[i] as number;
  let sum = weight[i] as number;
  let sumValence = othersValence[i] as number;
  let sumArousal = othersArousal[i] as number;
  for (let k = 0; k < near; k++) {
    const j = found[k] as number;
    const w = channel(hypot(ax - (x[j] as number), ay - (y[j] as number)), false);
    sum += w;
    sumValence += w * (valence[j] as number);
    sumArousal += w * (arousal[j] as number);
    weight[j] = (weight[j] as number) + w;
    othersValence[j] = (othersValence[j] as number) + w * v;
    othersArousal[j] = (othersArousal[j] as number) + w * a;
  }
  weight[i] = sum;
  othersValence[i] = sumValence;
  othersArousal[i] = sumArousal;
}

/** One of them hid the other: nothing passes between them. */
export function apart(now: Moment, a: Who, b: Who): boolean {
  const { hidden } = now.world.governance;
  return (hidden[a]?.includes(b) ?? false) || (hidden[b]?.includes(a) ?? false);
}

function feel(now: Moment, { who, feelings, of }: Crowd, i: number): void {
  const { avatar, body, given } = who[i] as Present;
  const feeling = feelings[i] as Feeling;
  const air = airAt(now.world.affect.field, avatar.x, avatar.y);
  const dt = SECONDS / FEELING_STEP_SECONDS;
  let valence = feeling.valence;
  let own = feeling.arousal - feeling.signal;
  const weight = of.weight[i] as number;
  if (weight > 0) {
    const strength = weight * CONTAGION.expressiveness;
    valence = absorbed(valence, (of.othersValence[i] as number) / weight, strength, CONTAGION.of, dt);
    own = absorbed(own, (of.othersArousal[i] as number) / weight, strength, CONTAGION.of, dt);
  }
  own = nextArousal(clamp(own, -1, 1), air.valence, air.arousal, SECONDS);
  const steers = body !== undefined && given?.group !== undefined && !areSilent(now.world) && isLive(body, now.tick);
  const wanted = steers ? SIGNAL_SHARE * body.weight * (body.arousal - own) : 0;
  const signal = feeling.signal + clamp(wanted - feeling.signal, -SIGNAL_SLEW * SECONDS, SIGNAL_SLEW * SECONDS);
  feeling.valence = nextValence(clamp(valence, -1, 1), air.valence, SECONDS);
  feeling.arousal = clamp(own + signal, -1, 1);
  feeling.signal = feeling.arousal - own;
}
