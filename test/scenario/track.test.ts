import { describe, expect, it } from 'vitest';
import { broken, MAIN, places } from './bundle.ts';

function only(result: ReturnType<typeof broken>, rule: string) {
  expect(places(result.findings)).toEqual([{ ...result.mark, rule }]);
  return result.findings[0];
}

const FROM = '      from: [-1, 1]\n      to: [1.1, 0.9]\n';

describe('track', () => {
  it('points at the point of a curve that does not rise in its input', () => {
    const found = only(broken(MAIN, FROM, '      curve: [[-1, 1], [0.5, 0.9], «[0.5, 1.1]]\n'), 'track');
    expect(found?.reason).toBe('the curve of "lamp" does not rise in its input: 0.5 comes after 0.5');
    expect(found?.fix).toContain('larger than the one before');
  });
  it('asks for a line or a curve', () => {
    const found = only(
      broken(
        MAIN,
        `    - id: lamp\n      name: Lamp\n      source: arousal\n      scope: own\n      target: light\n${FROM}`,
        '    - «id: lamp\n      name: Lamp\n      source: arousal\n      scope: own\n      target: light\n',
      ),
      'track',
    );
    expect(found?.fix).toContain('a curve');
  });
  it('refuses limits that the target cannot have', () => {
    const found = only(broken(MAIN, FROM, `${FROM}      limits: «[0.5, 1.1]\n`), 'track');
    expect(found?.reason).toContain('0.8 to 1.2');
  });
  it('a box that opens where no track is shared has no string in it', () => {
    const found = only(broken(MAIN, 'mute: lamp }', 'open: «true }'), 'track');
    expect(found?.reason).toContain('no string');
  });
  it('an unknown signal is a finding with place and fix, long before', () => {
    const found = only(broken(MAIN, 'source: arousal', 'source: «moonlight'), 'wrong-value');
    expect(found?.fix).toContain('arousal');
  });
  it('a curve is compiled as it stands; limits are the range of the target unless said', () => {
    const { scenario, findings } = broken(MAIN, FROM, '      curve: [[-1, 1], [0, 0.9], [1, 1.1]]\n');
    expect(findings).toEqual([]);
    expect(scenario?.tracks[0]).toMatchObject({
      curve: [
        [-1, 1],
        [0, 0.9],
        [1, 1.1],
      ],
      limits: [0.8, 1.2],
    });
  });
});
