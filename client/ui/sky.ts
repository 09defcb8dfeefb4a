/** The dusk behind the join paper: painted once on a small canvas, no engine. Same tokens as the stage's `dusk`. */
import { DUSK, mix, scatter } from './dusk.ts';
import { paintPlaza } from './plaza.ts';

/** Height of a rounded cloud ridge at x in [0, 1], about 0..1. */
const ridge = (x: number, seed: number): number =>
  0.5 + 0.28 * Math.sin(x * 7 + seed) + 0.14 * Math.sin(x * 17 + seed * 2.3) + 0.06 * Math.sin(x * 41 + seed * 5.1);

function paintAir(g: CanvasRenderingContext2D, w: number, h: number): void {
  const air = g.createLinearGradient(0, 0, 0, h * 0.4);
  const stops: [number, string][] = [
    [0, DUSK.zenith],
    [0.4, DUSK.high],
    [0.78, DUSK.low],
    [1, DUSK.horizon],
  ];
  for (const [at, colour] of stops) air.addColorStop(at, colour);
  g.fillStyle = air;
  g.fillRect(0, 0, w, h);
  for (let i = 0; i < 70; i++) {
    g.globalAlpha = 0.15 + 0.5 * scatter(i + 300);
    g.fillStyle = DUSK.light;
    const size = 0.5 + scatter(i + 90) * 0.9;
    g.fillRect(scatter(i) * w, scatter(i + 50) * h * 0.22, size, size);
  }
  g.globalAlpha = 1;
  const x = w * 0.66;
  // half sunk behind the first ridge
  const y = h * 0.318;
  const halo = g.createRadialGradient(x, y, 0, x, y, h * 0.6);
  halo.addColorStop(0, 'rgba(255,236,203,.85)');
  halo.addColorStop(0.12, 'rgba(255,226,186,.42)');
  halo.addColorStop(1, 'rgba(255,214,170,0)');
  g.fillStyle = halo;
  g.fillRect(0, 0, w, h);
  g.fillStyle = DUSK.light;
  g.beginPath();
  g.arc(x, y, h * 0.052, 0, Math.PI * 2);
  g.fill();
}

function paintSea(g: CanvasRenderingContext2D, w: number, h: number): void {
  for (let layer = 0; layer < 6; layer++) {
    const base = h * (0.345 + layer * layer * 0.012 + layer * 0.03);
    const tall = h * (0.028 + layer * 0.012);
    g.beginPath();
    g.moveTo(0, h);
    for (let x = 0; x <= w + 4; x += 4) g.lineTo(x, base - tall * ridge((x / w) * (1.5 - layer * 0.12), layer * 2.7));
    g.lineTo(w, h);
    const fill = g.createLinearGradient(0, base - tall, 0, base + h * 0.22);
    fill.addColorStop(0, mix(DUSK.lit, DUSK.shade, layer * 0.17));
    fill.addColorStop(0.2, mix(DUSK.low, DUSK.shade, 0.25 + layer * 0.14));
    fill.addColorStop(1, mix(DUSK.shade, DUSK.deep, 0.3 + layer * 0.12));
    g.fillStyle = fill;
    g.fill();
    g.strokeStyle = DUSK.rim;
    g.globalAlpha = 0.34 - layer * 0.05;
    g.lineWidth = 1.4;
    g.stroke();
    g.globalAlpha = 1;
  }
}

/** One sand island: dissolving shards below, a lit back rim above. */
function paintIsland(g: CanvasRenderingContext2D, x: number, y: number, rx: number, seed: number): void {
  const ry = rx * 0.2;
  for (let sheet = 0; sheet < 3; sheet++) {
    const deep = rx * (0.52 - sheet * 0.13);
    const fill = g.createLinearGradient(0, y, 0, y + deep);
    fill.addColorStop(0, mix(DUSK.cliff, DUSK.near, 0.5 - sheet * 0.2));
    fill.addColorStop(1, 'rgba(74,69,104,0)');
    g.fillStyle = fill;
    g.beginPath();
    g.moveTo(x - rx, y);
    for (let i = 0; i <= 26; i++) {
      const t = i / 26;
      const drop = deep * Math.sin(Math.PI * t) * (0.4 + 0.6 * scatter(i + seed + sheet * 40));
      g.lineTo(x - rx + 2 * rx * t, y + drop);
      g.lineTo(x - rx + 2 * rx * (t + 0.016), y + drop * 0.72);
    }
    g.lineTo(x + rx, y);
    g.fill();
  }
  const top = g.createLinearGradient(0, y - ry, 0, y + ry);
  top.addColorStop(0, mix(DUSK.top, DUSK.lit, 0.55));
  top.addColorStop(1, mix(DUSK.top, DUSK.cliff, 0.45));
  g.fillStyle = top;
  g.beginPath();
  g.ellipse(x, y, rx, ry, 0, 0, Math.PI * 2);
  g.fill();
  g.strokeStyle = DUSK.rim;
  for (const [width, alpha] of [
    [7, 0.1],
    [3, 0.22],
    [1.4, 0.9],
  ] as const) {
    g.globalAlpha = alpha;
    g.lineWidth = width;
    g.beginPath();
    g.ellipse(x, y, rx, ry, 0, Math.PI * 1.04, Math.PI * 1.96);
    g.stroke();
  }
  g.globalAlpha = 1;
}

function paintReeds(g: CanvasRenderingContext2D, w: number, h: number): void {
  g.strokeStyle = DUSK.near;
  g.fillStyle = DUSK.near;
  g.lineCap = 'round';
  for (let i = 0; i < 56; i++) {
    const left = i % 2 === 0;
    const across = scatter(i) ** 1.6 * Math.min(w * 0.24, 300);
    const x = left ? across : w - across;
    const tall = h * (0.29 - 0.2 * (across / Math.min(w * 0.24, 300))) * (0.5 + 0.6 * scatter(i + 7));
    const lean = (left ? 1 : -1) * (10 + 36 * scatter(i + 21));
    g.lineWidth = 1.4 + 2 * scatter(i + 3);
    g.beginPath();
    g.moveTo(x, h + 4);
    g.quadraticCurveTo(x, h - tall * 0.6, x + lean, h - tall);
    g.stroke();
    if (scatter(i + 9) > 0.55) {
      g.beginPath();
      g.ellipse(x + lean, h - tall - 6, 2.6, 9, lean / 90, 0, Math.PI * 2);
      g.fill();
    }
  }
}

/** Paints the whole picture in CSS pixels on `canvas`, sized to its box. */
export function paintDusk(canvas: HTMLCanvasElement): void {
  const w = canvas.clientWidth || 1280;
  const h = canvas.clientHeight || 720;
  const sharp = Math.min(1.5, devicePixelRatio || 1);
  canvas.width = Math.round(w * sharp);
  canvas.height = Math.round(h * sharp);
  const g = canvas.getContext('2d');
  if (!g) return;
  g.scale(sharp, sharp);
  paintAir(g, w, h);
  paintSea(g, w, h);
  paintIsland(g, w * 0.9, h * 0.44, w * 0.1, 3);
  paintIsland(g, w * 0.08, h * 0.5, w * 0.13, 9);
  const wide = Math.max(w * 0.34, 240);
  paintIsland(g, w * 0.62, h * 0.76, wide, 17);
  const dusk = g.createLinearGradient(0, h * 0.6, 0, h);
  dusk.addColorStop(0, 'rgba(31,27,48,0)');
  dusk.addColorStop(1, 'rgba(31,27,48,.5)');
  g.fillStyle = dusk;
  g.fillRect(0, 0, w, h);
  paintPlaza(g, w * 0.62, h * 0.76, wide, wide * 0.2);
  paintReeds(g, w, h);
}
