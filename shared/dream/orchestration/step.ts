/** Orchestration's share of a tick: the hourglass, the roles, the target, what stands for a while. */
import { max, min } from '../../kernel/math.ts';
import { ticks } from '../ids.ts';
import type { Moment } from '../moment.ts';
import { isReady, prepare } from './backstage.ts';
import { isPaused, stepLift } from './lift.ts';
import { type Orchestration, ROLES, type Role, type RoleState } from './model.ts';
import { stepPacing } from './pacing.ts';
import { stepRoles } from './roles.ts';
import { SAND } from './rules.ts';
import { stepShown } from './shown.ts';

/** Signatures kept for the sky's margin, and how long, s. */
const SIGNS = 6;
const SIGN_SECONDS = 90;

export function beginOrchestration(): Orchestration {
  const role = (): RoleState => ({
    holder: '',
    sinceTick: -1e9,
    heardTick: 0,
    sand: SAND.start,
    used: {},
    lastTick: -1e9,
    recall: [],
    because: [],
  });
  return {
    phase: 'build',
    sinceTick: 0,
    intensity: 0,
    cycles: 0,
    because: [],
    roles: Object.fromEntries(ROLES.map((name) => [name, role()])) as Record<Role, RoleState>,
    target: 0,
    drawn: null,
    lift: 0,
    lifts: [],
    pause: null,
    arrow: null,
    spot: null,
    lamp: null,
    name: null,
    quiet: {},
    signs: [],
    backstage: { wound: '', storylets: [], opening: -1, gain: 1, done: false, because: [] },
    shown: { value: -1, people: 0, tick: 0, past: [] },
  };
}

export function stepOrchestration(now: Moment): void {
  const { narrative, orchestration: o } = now.world;
  gatherSand(now);
  if (now.every(20, 7)) {
    stepRoles(now);
    for (const kind of ['arrow', 'spot', 'lamp'] as const) if ((o[kind]?.untilTick ?? now.tick + 1) <= now.tick) o[kind] = null;
    for (const who of Object.keys(o.quiet)) if ((o.quiet[who]?.untilTick ?? 0) <= now.tick) delete o.quiet[who];
    o.signs = o.signs.slice(-SIGNS).filter((s) => now.tick - s.tick < ticks(SIGN_SECONDS));
  }
  if (!narrative.begun || narrative.ending !== '') return;
  if (!o.backstage.done && isReady(now)) prepare(now);
  if (isPaused(now.world)) {
    // what waits is not shortened: the moments it began at move along
    o.sinceTick++;
    narrative.actTick++;
    return;
  }
  o.pause = null;
  stepPacing(now);
  if (now.every(20, 7)) {
    stepLift(now);
    stepShown(now);
  }
}

/** Joint acts that the group completed feed every deck; so does time. */
function gatherSand(now: Moment): void {
  const { roles } = now.world.orchestration;
  let gained = now.every(20) && now.world.narrative.begun ? SAND.perMinute / 60 : 0;
  for (const e of now.events) {
    if (e.type === 'shadow.soothed' || e.type === 'bridge.whole' || (e.type === 'thread.woven' && e.data.gold === true))
      gained += SAND.perJointAct;
  }
  if (gained > 0) for (const role of ROLES) roles[role].sand = max(0, min(SAND.most, roles[role].sand + gained));
}
