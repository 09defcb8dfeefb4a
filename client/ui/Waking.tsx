/** After the dream: a calm sheet, with the cloth as it hung when I woke. Nothing on it asks anyone to stay. */
import { Woven, type WovenLine } from './Woven.tsx';

export function Waking({
  sentence,
  chosen,
  cloth,
  onReturn,
}: {
  sentence: string;
  chosen: boolean;
  cloth: readonly WovenLine[];
  onReturn: () => void;
}) {
  return (
    <main class="paper waking" aria-labelledby="awake-title">
      <h1 id="awake-title">{chosen ? 'You are awake' : 'The dream let go'}</h1>
      <p class="lead">{sentence}</p>
      {cloth.length > 0 && (
        <ol class="woven" aria-label="The cloth, line by line">
          {cloth.map((line) => (
            <li key={line.id} class="line">
              <Woven line={line} />
            </li>
          ))}
        </ol>
      )}
      <button type="button" class="button outlined" onClick={onReturn}>
        Back to the threshold
      </button>
    </main>
  );
}
