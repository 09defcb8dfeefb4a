/** After the dream: a calm sheet. Nothing on it asks anyone to stay. */
export function Waking({ sentence, chosen, onReturn }: { sentence: string; chosen: boolean; onReturn: () => void }) {
  return (
    <main class="paper waking" aria-labelledby="awake-title">
      <h1 id="awake-title">{chosen ? 'You are awake' : 'The dream let go'}</h1>
      <p class="lead">{sentence}</p>
      <button type="button" class="button outlined" onClick={onReturn}>
        Back to the threshold
      </button>
    </main>
  );
}
