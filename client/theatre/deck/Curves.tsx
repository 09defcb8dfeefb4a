/** How far each expectation is from failing, over the night: below the line it failed. On the same strip of time as the lanes above. */
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { TheatreExpectation } from '../../../shared/protocol/theatre.ts';
import type { Player } from '../player.ts';

const HEIGHT_PX = 64;
const COLOURS = ['#2f6b5c', '#6d6aa0', '#b07a1e', '#55618a', '#7a5a7c', '#4f7a68'];
const FAILED = '#8a3f2b';

/** All curves on one row of seconds, with nothing where one says nothing; far beyond failing or holding is all one. */
export function alignedCurves(expectations: readonly TheatreExpectation[], tickRate: number): (number | null)[][] {
  const ticks = [...new Set(expectations.flatMap((e) => e.curve.map(([tick]) => tick)))].sort((a, b) => a - b);
  const rows = expectations.map((e) => {
    const at = new Map(e.curve);
    return ticks.map((tick) => {
      const value = at.get(tick);
      return value === undefined ? null : Math.min(1, Math.max(-1, value));
    });
  });
  return [ticks.map((t) => t / tickRate), ...rows];
}

export function Curves({ player }: { player: Player }) {
  const box = useRef<HTMLDivElement>(null);
  const { night } = player;
  useEffect(() => {
    const parent = box.current;
    if (!parent) return;
    const data = alignedCurves(night.expectations, night.tickRate);
    const plot = new uPlot(
      {
        width: parent.clientWidth,
        height: HEIGHT_PX,
        padding: [4, 0, 4, 0],
        legend: { show: false },
        cursor: { show: false },
        axes: [{ show: false }, { show: false }],
        scales: {
          x: { time: false, range: [0, night.lastTick / night.tickRate] },
          // the line of failing is always in the picture
          y: { range: (_, low, high) => [Math.min(-0.1, low ?? 0), Math.max(0.1, high ?? 1)] },
        },
        series: [
          {},
          ...night.expectations.map((e, i) => ({
            label: e.says,
            stroke: e.holds || e.open ? (COLOURS[i % COLOURS.length] as string) : FAILED,
            width: e.holds || e.open ? 1.5 : 2.5,
            spanGaps: true,
            points: { show: false },
          })),
        ],
        hooks: {
          drawClear: [
            (u) => {
              const y = u.valToPos(0, 'y', true);
              const { left, width, top, height } = u.bbox;
              u.ctx.fillStyle = 'rgba(138, 63, 43, 0.1)';
              u.ctx.fillRect(left, y, width, top + height - y);
              u.ctx.fillStyle = 'rgba(138, 63, 43, 0.6)';
              u.ctx.fillRect(left, y, width, 1);
            },
          ],
        },
      },
      data as uPlot.AlignedData,
      parent,
    );
    const watch = new ResizeObserver(() => plot.setSize({ width: parent.clientWidth, height: HEIGHT_PX }));
    watch.observe(parent);
    return () => {
      watch.disconnect();
      plot.destroy();
    };
  }, [night]);
  return (
    <div class="curves">
      <button type="button" class="lane-names textual" onClick={() => player.show({ is: 'expectations' })}>
        {night.expectations.filter((e) => e.holds).length} of {night.expectations.length} held
      </button>
      <div
        class="plot"
        ref={box}
        onPointerDown={(e) => {
          const { left, width } = e.currentTarget.getBoundingClientRect();
          player.seek(((e.clientX - left) / width) * night.lastTick);
        }}
        role="img"
        aria-label="How far each expectation is from failing, over the night"
      />
    </div>
  );
}
