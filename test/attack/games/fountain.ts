/** Two people and the attacker before a symbol whose theme is the one in question; then the two beside a shadow of it. All do the same in both worlds. */
import { between, pick } from '../../../shared/kernel/random.ts';
import { A, ATTACKER, B, Stage } from '../stage.ts';

export const THEME = 'loneliness';

export function atTheFountain(seed: string): Stage {
  const stage = new Stage({ seed, people: 5, company: 3 });
  const { rng } = stage;
  for (const who of stage.people) stage.scatter(who, 0, 0, 9);
  for (const who of [A, B]) stage.put(who, between(rng, -1.2, 1.2), -6.1);
  stage.put(ATTACKER, between(rng, -1.2, 1.2), -5.9);
  return stage;
}

/** Each touches the symbol, and some seconds later chooses in whatever scene is open before them; nobody else can see whether one is. */
export function touchAndChoose(stage: Stage, from: number): (i: number) => void {
  const { rng } = stage;
  const plans = [A, B, ATTACKER].map((who) => ({
    who,
    touch: from + Math.floor(between(rng, 0, 30)),
    after: 15 + Math.floor(between(rng, 0, 30)),
    choice: pick(rng, ['answer', 'leave']),
  }));
  return (i) => {
    for (const { who, touch, after, choice } of plans) {
      if (i === touch) {
        stage.put(who, between(rng, -1.2, 1.2), -6.1);
        stage.ask(who, 'act', { target: 'fountain' });
      }
      if (i !== touch + after) continue;
      const scene = stage.dream.world.narrative.scenes.find((s) => s.who === who);
      if (scene) stage.ask(who, 'choose', { scene: scene.id, choice, words: '' });
      // the attacker sees the moment come and asks for an effect of their own in it, whose number may tell
      stage.ask(ATTACKER, 'emote', { emote: 'wave' });
    }
  };
}

/** The two go to the first shadow that stands, and take each other's hand there. */
export function soothe(stage: Stage, at: number): (i: number) => void {
  return (i) => {
    if (i === at) {
      const shadow = stage.dream.world.narrative.shadows.find((s) => s.goneTick === 0);
      for (const who of [A, B]) if (shadow) stage.put(who, shadow.x + (who === A ? -0.9 : 0.9), shadow.y + 1);
    }
    if (i === at + 1) stage.ask(A, 'hand.offer', { to: B });
    const offer = i === at + 3 ? stage.dream.world.space.offers.find((o) => o.by === A) : undefined;
    if (offer) stage.ask(B, 'hand.answer', { offer: offer.id, accept: true });
  };
}
