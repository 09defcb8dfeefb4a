/** The deck of who holds a role: instruments on air, so that the dream stays in sight. Nothing here shows anybody's body. */
import { DECK } from '../../../shared/dream/orchestration/table.ts';
import type { Night } from '../night.ts';
import { Sheet } from '../Sheet.tsx';
import { useStore } from '../store.ts';
import { Act } from './Act.tsx';
import { CouncilActs } from './Council.tsx';
import { Curve } from './Curve.tsx';
import { Roles } from './Roles.tsx';
import { actsOf, roleName } from './words.ts';

/** The hourglass, in words. */
const PHASES: Readonly<Record<string, string>> = {
  build: 'The night builds up.',
  sustain: 'It stands at its height.',
  fade: 'It fades.',
  relax: 'People rest.',
  fading: 'Control passes over to you.',
};

export function Deck({ night }: { night: Night }) {
  const seen = useStore(night.store, (s) => s.seen);
  const deck = seen?.own.deck ?? null;
  if (!seen) return null;
  // handed back, called back, or silent for too long: the paper says who has it now
  if (!deck) return <Roles night={night} />;
  const { common } = seen;
  const sand = common.roles.find((r) => r.id === deck.role)?.sand ?? 0;
  const acts = actsOf(deck.role).filter((act) => act !== 'curve' && (DECK[act].when === 'before') !== common.begun);
  const council = deck.role === 'council';
  return (
    <Sheet title={roleName(night.speech, deck.role)} kind="air" place="side" class="deck" onClose={() => night.open(null)}>
      <p class="held">
        {!council && <b>{Math.floor(sand)} sand.</b>} {PHASES[deck.phase] ?? ''}{' '}
        {common.paused > 0 && `The sand stands still for ${Math.ceil(common.paused)} s.`}{' '}
      </p>
      {!council && (
        <div class="sand" aria-hidden="true">
          <i style={{ width: `${sand}%` }} />
        </div>
      )}
      {deck.role === 'orchestrator' && <Curve night={night} deck={deck} target={common.target} lift={common.lift} />}
      {council && <CouncilActs night={night} deck={deck} seen={seen} />}
      <ul class="deck-acts">
        {acts.map((act) => (
          <Act key={act} night={night} act={act} deck={deck} sand={sand} seen={seen} />
        ))}
      </ul>
      <div class="row foot">
        <button type="button" class="pill" onClick={() => void night.command('role.return', { role: deck.role })}>
          Hand it back
        </button>
        {council && (
          <button type="button" class="pill" onClick={() => night.open({ is: 'vote' })}>
            The square
          </button>
        )}
        <button type="button" class="pill" onClick={() => night.open({ is: 'roles' })}>
          All roles
        </button>
      </div>
    </Sheet>
  );
}
