/** Soft noise, the stuff of wind, breath and steps. */

/** Three seconds of pinkish noise that loops; the same each time (a small linear congruential generator, one-pole shaped). */
export function noiseBuffer(context: BaseAudioContext): AudioBuffer {
  const length = Math.floor(context.sampleRate * 3);
  const buffer = context.createBuffer(1, length, context.sampleRate);
  const data = buffer.getChannelData(0);
  let seed = 0x2545f491;
  let low = 0;
  for (let i = 0; i < length; i++) {
    seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
    const white = seed / 2147483648;
    low += 0.06 * (white - low);
    data[i] = 0.7 * low * 2 + 0.15 * white;
  }
  // the seam: the last part fades into the first
  const seam = Math.floor(context.sampleRate * 0.1);
  for (let i = 0; i < seam; i++) {
    const t = i / seam;
    const k = length - seam + i;
    data[k] = (data[k] as number) * (1 - t) + (data[seam - 1 - i] as number) * t;
  }
  return buffer;
}

/** A looping source of that noise, running. */
export function noiseSource(context: BaseAudioContext, buffer: AudioBuffer): AudioBufferSourceNode {
  const source = context.createBufferSource();
  source.buffer = buffer;
  source.loop = true;
  source.start();
  return source;
}
