// The plane: the boundary in colours, the points with a shape for each class, and points drawn with
// the mouse or the keys.

import { h, replace, bytes } from './dom.js';
import { paint, classColor, signed } from './colors.js';

export class Plane {
  constructor(app, size, onpoint) {
    this.app = app; this.size = size; this.onpoint = onpoint; this.cursor = [0, 0];
    this.small = document.createElement('canvas');
    this.layer = document.createElement('canvas');
    this.canvas = h('canvas', { class: 'plane', tabindex: '0', role: 'img' });
    this.canvas.addEventListener('pointerdown', (event) => this.pointed(event));
    this.canvas.addEventListener('pointermove', (event) => { if (event.buttons && this.drawing) this.pointed(event); });
    this.canvas.addEventListener('keydown', (event) => this.keyed(event));
    this.caption = h('figcaption', { class: 'caption' });
    this.figure = h('figure', { class: 'plane-figure' }, this.canvas, this.caption);
    this.drawing = false; this.label = 0;
    this.watch = new ResizeObserver(() => { this.width = this.canvas.clientWidth; this.draw(); });
    this.watch.observe(this.canvas);
  }

  setDrawing(on, label) { this.drawing = on; this.label = label; this.canvas.classList.toggle('drawing', on); this.draw(); }

  pointed(event) {
    if (!this.drawing) return;
    event.preventDefault();
    const box = this.canvas.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    const rise = (event.clientY - box.top) / box.height;
    const now = performance.now();
    if (event.type === 'pointermove' && now - (this.last || 0) < 60) return;
    this.last = now;
    this.onpoint(this.at(share, rise), event.shiftKey ? 1 - this.label : this.label);
  }

  keyed(event) {
    if (!this.drawing) return;
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (move) { this.cursor = [this.cursor[0] + move[0] * 0.02, this.cursor[1] + move[1] * 0.02].map((v) => Math.max(-0.5, Math.min(0.5, v))); this.draw(); }
    else if (event.key === 'Enter') this.onpoint(this.at(0.5 + this.cursor[0], 0.5 + this.cursor[1]), this.label);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  at(share, rise) {
    const [x0, x1, y0, y1] = this.domain || [-1.2, 1.2, -1.2, 1.2];
    return [x0 + (x1 - x0) * share, y1 - (y1 - y0) * rise];
  }

  scene(scene) { this.points = scene.points; this.domain = scene.domain; this.classes = scene.classes; this.names = scene.names; this.draw(); }

  frame(net) {
    this.net = net;
    const side = net.side;
    if (this.small.width !== side) { this.small.width = side; this.small.height = side; }
    this.values = bytes(net.bytes);
    this.winners = net.winners ? bytes(net.winners) : null;
    this.draw();
  }

  draw() {
    const ratio = Math.min(2, devicePixelRatio || 1);
    const size = this.width || this.canvas.clientWidth || this.size;
    const pixels = Math.round(size * ratio);
    if (this.canvas.width !== pixels) { this.canvas.width = pixels; this.canvas.height = pixels; }
    const context = this.canvas.getContext('2d');
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, size, size);
    if (this.values) {
      paint(this.small.getContext('2d'), this.net.side, this.values, this.winners);
      context.imageSmoothingEnabled = true;
      context.imageSmoothingQuality = 'low';
      context.drawImage(this.small, 0, 0, size, size);
    }
    if (!this.points || !this.domain) return;
    this.scatter(size, ratio);
    context.drawImage(this.layer, 0, 0, size, size);
    if (this.drawing && document.activeElement === this.canvas) {
      context.strokeStyle = getComputedStyle(document.documentElement).getPropertyValue('--text');
      const cx = size * (0.5 + this.cursor[0]); const cy = size * (0.5 + this.cursor[1]);
      context.strokeRect(cx - 5, cy - 5, 10, 10);
    }
  }

  /** The points do not change from step to step: they are drawn once, on a layer of their own. */
  scatter(size, ratio) {
    const theme = document.documentElement.dataset.theme;
    const same = this.scattered;
    if (same && same[0] === this.points && same[1] === size && same[2] === theme && same[3] === this.points.length) return;
    this.scattered = [this.points, size, theme, this.points.length];
    this.layer.width = Math.round(size * ratio); this.layer.height = this.layer.width;
    const context = this.layer.getContext('2d');
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const [x0, x1, y0, y1] = this.domain;
    const style = getComputedStyle(document.documentElement);
    const paper = style.getPropertyValue('--card');
    const ink = style.getPropertyValue('--text');
    const radius = this.points.length > 900 ? 2.2 : this.points.length > 500 ? 2.8 : 3.4;
    const largest = this.classes.length ? 1 : this.points.reduce((most, p) => Math.max(most, Math.abs(p[2])), 1e-9);
    for (const [x, y, value, isTraining] of this.points) {
      const px = size * (x - x0) / (x1 - x0);
      const py = size * (y1 - y) / (y1 - y0);
      context.fillStyle = this.classes.length ? classColor(value) : `rgb(${signed(value / largest).map(Math.round).join(' ')})`;
      context.strokeStyle = isTraining ? paper : ink;
      context.lineWidth = isTraining ? 1 : 0.9;
      shape(context, px, py, radius, this.classes.length ? value % 3 : 0);
      context.fill();
      context.stroke();
    }
  }

  words() {
    const t = (key, ...values) => this.app.t(key, ...values);
    const kind = this.net ? this.net.kind : 'two';
    const names = this.classes || [];
    const about = `${kind} ${this.net ? this.net.scale : ''} ${this.app.language} ${names} ${this.names}`;
    if (about === this.about) return;
    this.about = about;
    const key = kind === 'number' ? t('plane.number', this.net ? this.net.scale : '1')
      : kind === 'many' ? t('plane.many', names.join(', ')) : t('plane.two', names[1] ?? '1', names[0] ?? '0');
    replace(this.caption, key, this.names && this.names[0] !== 'x' ? ` ${t('play.plane.axes', this.names[0], this.names[1])}` : '');
    this.canvas.setAttribute('aria-label', `${t('plane')}: ${key}`);
  }
}

/** Circle, square or triangle: the colour is never the only sign of the class. */
function shape(context, x, y, r, kind) {
  context.beginPath();
  if (kind === 0) context.arc(x, y, r, 0, 2 * Math.PI);
  else if (kind === 1) context.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8);
  else { context.moveTo(x, y - r * 1.2); context.lineTo(x + r * 1.15, y + r * 0.9); context.lineTo(x - r * 1.15, y + r * 0.9); context.closePath(); }
}

/** The plane as two units of the last hidden layer map it. */
export function bent(canvas, units, net, width) {
  const side = net.unitSide;
  const a = bytes(units[0].bytes); const b = bytes(units[1].bytes);
  const full = bytes(net.bytes);
  const winners = net.winners ? bytes(net.winners) : null;
  const ratio = Math.min(2, devicePixelRatio || 1);
  const size = width || 140;
  const pixels = Math.round(size * ratio);
  if (canvas.width !== pixels) { canvas.width = pixels; canvas.height = pixels; }
  const context = canvas.getContext('2d');
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, size, size);
  const X = (i) => 6 + (size - 12) * (a[i] - 2) / 252;
  const Y = (i) => size - 6 - (size - 12) * (b[i] - 2) / 252;
  context.lineWidth = 1.2;
  // One path for each colour: strokes are what costs.
  const kinds = winners ? 3 : 2;
  for (let kind = 0; kind < kinds; kind++) {
    context.strokeStyle = winners ? classColor(kind) : `rgb(${signed(kind ? 0.85 : -0.85).map(Math.round).join(' ')})`;
    context.beginPath();
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        const i = row * side + column;
        const at = 2 * row * net.side + 2 * column;
        if ((winners ? winners[at] % 3 : full[at] >= 128 ? 1 : 0) !== kind) continue;
        if (column + 1 < side) { context.moveTo(X(i), Y(i)); context.lineTo(X(i + 1), Y(i + 1)); }
        if (row + 1 < side) { context.moveTo(X(i), Y(i)); context.lineTo(X(i + side), Y(i + side)); }
      }
    }
    context.stroke();
  }
}
