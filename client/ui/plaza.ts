/** The plaza behind the join paper: sand with drifts, a ring of lanterns, the hourglass, and the one place that is kept for whoever comes. */
import { DUSK, mix, scatter } from './dusk.ts';

type Ink = CanvasRenderingContext2D;

/** A soft round light, flattened like the ground. */
function glow(g: Ink, x: number, y: number, r: number, flat: number, alpha: number): void {
  g.save();
  g.translate(x, y);
  g.scale(1, flat);
  g.globalCompositeOperation = 'lighter';
  const light = g.createRadialGradient(0, 0, 0, 0, 0, r);
  light.addColorStop(0, `rgba(255,208,140,${alpha})`);
  light.addColorStop(1, 'rgba(255,208,140,0)');
  g.fillStyle = light;
  g.fillRect(-r, -r, 2 * r, 2 * r);
  g.restore();
}

function drifts(g: Ink, x: number, y: number, rx: number, ry: number): void {
  for (let i = 0; i < 9; i++) {
    const base = y - ry * 0.86 + (i / 9) * ry * 1.8;
    g.fillStyle = i % 2 ? 'rgba(255,210,160,.07)' : 'rgba(36,31,53,.08)';
    g.beginPath();
    g.moveTo(x - rx, base + ry);
    for (let t = 0; t <= 40; t++) {
      const u = t / 40;
      g.lineTo(x - rx + 2 * rx * u, base + ry * 0.12 * Math.sin(u * (7 + i) + i * 2.1) * Math.sin(u * 3 + i));
    }
    g.lineTo(x + rx, base + ry);
    g.fill();
  }
  g.strokeStyle = 'rgba(36,31,53,.2)';
  for (const [share, width] of [
    [0.9, 2.4],
    [0.56, 1.6],
  ] as const) {
    g.lineWidth = width;
    g.beginPath();
    g.ellipse(x, y, rx * share, ry * share, 0, 0, Math.PI * 2);
    g.stroke();
  }
}

/** A plate of the hourglass: a dark drum with a lit upper edge. */
function plate(g: Ink, x: number, y: number, r: number, thick: number): void {
  g.fillStyle = mix(DUSK.cliff, DUSK.near, 0.45);
  g.beginPath();
  g.ellipse(x, y + thick, r, r * 0.17, 0, 0, Math.PI);
  g.ellipse(x, y, r, r * 0.17, 0, Math.PI, Math.PI * 2);
  g.fill();
  g.fillStyle = mix(DUSK.top, DUSK.cliff, 0.5);
  g.beginPath();
  g.ellipse(x, y, r, r * 0.17, 0, 0, Math.PI * 2);
  g.fill();
  g.strokeStyle = DUSK.rim;
  g.lineWidth = 1.2;
  g.globalAlpha = 0.8;
  g.beginPath();
  g.ellipse(x, y, r, r * 0.17, 0, Math.PI * 1.05, Math.PI * 1.98);
  g.stroke();
  g.globalAlpha = 1;
}

function hourglass(g: Ink, x: number, foot: number, tall: number): void {
  const r = tall * 0.27;
  const top = foot - tall;
  const neck = foot - tall * 0.5;
  // its shadow comes towards us and thins out
  const dark = g.createLinearGradient(0, foot, 0, foot + r * 1.7);
  dark.addColorStop(0, 'rgba(36,31,53,.5)');
  dark.addColorStop(1, 'rgba(36,31,53,0)');
  g.fillStyle = dark;
  g.beginPath();
  g.moveTo(x - r * 0.86, foot);
  g.lineTo(x + r * 0.8, foot);
  g.lineTo(x - r * 0.1, foot + r * 1.7);
  g.lineTo(x - r * 1.2, foot + r * 1.7);
  g.fill();
  plate(g, x, foot - tall * 0.05, r, tall * 0.06);
  glow(g, x, foot - tall * 0.2, tall * 0.4, 1, 0.5);
  const bulb = (from: number, to: number): void => {
    g.beginPath();
    g.moveTo(x - r * 0.62, from);
    g.bezierCurveTo(x - r * 0.66, (from + to) / 2, x - 3, (from + 2 * to) / 3, x - 2, to);
    g.lineTo(x + 2, to);
    g.bezierCurveTo(x + 3, (from + 2 * to) / 3, x + r * 0.66, (from + to) / 2, x + r * 0.62, from);
    g.closePath();
  };
  for (const from of [foot - tall * 0.08, top + tall * 0.06]) {
    bulb(from, neck);
    g.fillStyle = 'rgba(255,226,176,.16)';
    g.fill();
    g.strokeStyle = 'rgba(255,230,189,.7)';
    g.lineWidth = 1.3;
    g.stroke();
  }
  // sand: most of it is still above
  g.fillStyle = 'rgba(255,214,150,.9)';
  g.beginPath();
  g.moveTo(x - r * 0.5, neck - tall * 0.24);
  g.quadraticCurveTo(x, neck - tall * 0.2, x + r * 0.5, neck - tall * 0.24);
  g.quadraticCurveTo(x + r * 0.2, neck - tall * 0.08, x, neck);
  g.quadraticCurveTo(x - r * 0.2, neck - tall * 0.08, x - r * 0.5, neck - tall * 0.24);
  g.fill();
  g.beginPath();
  g.moveTo(x - r * 0.52, foot - tall * 0.08);
  g.quadraticCurveTo(x, foot - tall * 0.3, x + r * 0.52, foot - tall * 0.08);
  g.fill();
  g.fillStyle = mix(DUSK.cliff, DUSK.near, 0.4);
  for (const side of [-1, 1]) g.fillRect(x + side * r * 0.86 - tall * 0.012, top + 4, tall * 0.024, tall - 8);
  plate(g, x, top, r, tall * 0.045);
}

function lantern(g: Ink, x: number, y: number, k: number): void {
  glow(g, x, y, 74 * k, 0.42, 0.34);
  g.fillStyle = DUSK.near;
  g.fillRect(x - k, y - 26 * k, 2 * k, 26 * k);
  glow(g, x, y - 33 * k, 30 * k, 1, 0.4);
  g.fillStyle = '#fff0cf';
  g.beginPath();
  g.ellipse(x, y - 33 * k, 6.5 * k, 9.5 * k, 0, 0, Math.PI * 2);
  g.fill();
}

/** What stands on the island whose top is the ellipse (`x`, `y`, `rx`, `ry`), CSS px; the island itself is painted already. */
export function paintPlaza(g: Ink, x: number, y: number, rx: number, ry: number): void {
  g.save();
  g.beginPath();
  g.ellipse(x, y, rx, ry, 0, 0, Math.PI * 2);
  g.clip();
  drifts(g, x, y, rx, ry);
  g.restore();
  const k = Math.min(1, Math.max(0.6, rx / 430));
  const lights = Array.from({ length: 9 }, (_, i) => (i / 9) * Math.PI * 2 + 0.22 + 0.16 * scatter(i + 61)).filter(
    (a) => !(Math.sin(a) < 0 && Math.abs(Math.cos(a)) < 0.3),
  );
  const stand = (back: boolean): void => {
    for (const a of lights) if (Math.sin(a) < 0 === back) lantern(g, x + Math.cos(a) * rx * 0.84, y + Math.sin(a) * ry * 0.82, k);
  };
  stand(true);
  hourglass(g, x + rx * 0.02, y - ry * 0.1, rx * 0.42);
  // the place kept for you
  const [px, py] = [x + rx * 0.2, y + ry * 0.4];
  glow(g, px, py, rx * 0.2, 0.4, 0.4);
  g.strokeStyle = 'rgba(255,230,189,.8)';
  g.lineWidth = 1.6;
  g.beginPath();
  g.ellipse(px, py, rx * 0.085, rx * 0.034, 0, 0, Math.PI * 2);
  g.stroke();
  stand(false);
}
