// The network: a picture of the function of each unit, an edge for each weight, and buttons that
// change its layers.

import { h, s, replace, bytes } from './dom.js';
import { paint, signColor } from './colors.js';

const UNIT = 44;
const GAP = 8;
const MOST_DRAWN = 10;

export class Net {
  constructor(app, on) {
    this.app = app; this.on = on; this.key = '';
    this.root = h('div', { class: 'net' });
  }

  /** Draws a frame; the elements are rebuilt only when the layers have changed. */
  frame(frame, symbols) {
    const key = JSON.stringify([frame.setup.hidden, symbols, frame.net.weights.at(-1).out, this.app.language, this.root.clientWidth]);
    if (key !== this.key) { this.key = key; this.build(frame, symbols); }
    this.update(frame);
  }

  build(frame, symbols) {
    const t = (name, ...values) => this.app.t(name, ...values);
    const hidden = frame.setup.hidden;
    const outputs = frame.net.weights.at(-1).out;
    const columns = [symbols.length, ...hidden, outputs];
    const shown = columns.map((count) => Math.min(count, MOST_DRAWN));
    const width = Math.max(this.root.clientWidth || 600, 300);
    const head = 58;
    const height = head + Math.max(...shown.map((count, i) => count * (UNIT + GAP) + (columns[i] > count ? 26 : 0))) + 6;
    const X = (column) => 10 + (columns.length === 1 ? 0 : column * (width - UNIT - 20 - (width > 500 ? 30 : 4)) / (columns.length - 1));
    const Y = (row) => head + row * (UNIT + GAP);
    this.canvases = [];
    this.edges = [];
    const parts = [];
    const svg = s('svg', { width, height, class: 'edges', 'aria-hidden': 'true' });
    for (let layer = 0; layer + 1 < columns.length; layer++) {
      const weights = frame.net.weights[layer];
      if (!weights.values) continue;
      for (let out = 0; out < shown[layer + 1]; out++) {
        for (let input = 0; input < shown[layer]; input++) {
          const [x1, y1, x2, y2] = [X(layer) + UNIT, Y(input) + UNIT / 2, X(layer + 1), Y(out) + UNIT / 2];
          const middle = (x1 + x2) / 2;
          const d = `M${x1},${y1}C${middle},${y1} ${middle},${y2} ${x2},${y2}`;
          const line = s('path', { d, class: 'edge' });
          const title = s('title', {});
          const edge = { layer, index: out * weights.in + input, line, value: NaN, color: '' };
          const at = `${weights.path}[${out},${input}]`;
          const hit = s('path', { d, class: 'hit', onclick: () => this.on.why(at), onpointerenter: () => { title.textContent = `${at} = ${this.net.weights[layer].texts[edge.index]}`; } }, title);
          svg.append(line, hit);
          this.edges.push(edge);
        }
      }
    }
    parts.push(svg);
    columns.forEach((count, column) => {
      const isHidden = column > 0 && column <= hidden.length;
      const name = column === 0 ? t('net.input') : isHidden ? t('net.units', count) : t('net.output');
      const title = h('div', { class: 'layer-head', style: { left: `${X(column) + UNIT / 2}px` } }, h('span', {}, name));
      if (isHidden) {
        title.append(h('span', { class: 'layer-tools' },
          h('button', { class: 'tiny', 'aria-label': t('net.fewer', column), onclick: () => this.on.hidden(hidden.map((w, i) => (i === column - 1 ? w - 1 : w)).filter((w) => w > 0)) }, '−'),
          h('button', { class: 'tiny', 'aria-label': t('net.more', column), onclick: () => this.on.hidden(hidden.map((w, i) => (i === column - 1 ? Math.min(w + 1, this.app.hello.limits.units) : w))) }, '+')));
      }
      parts.push(title);
      for (let row = 0; row < shown[column]; row++) {
        const place = { left: `${X(column)}px`, top: `${Y(row)}px` };
        if (column === 0) parts.push(h('div', { class: 'unit input', style: place }, symbols[row]));
        else {
          const canvas = h('canvas', { width: 24, height: 24, 'aria-hidden': 'true' });
          const path = frame.net.weights[column - 1].path.replace('weight', 'bias');
          parts.push(h('button', {
            class: 'unit', style: place, title: '', 'aria-label': t('net.unit', column, row + 1),
            onclick: () => this.on.why(`${path}[${row}]`),
          }, canvas));
          this.canvases.push({ layer: column - 1, row, canvas, isOutput: column === columns.length - 1 });
        }
      }
      if (count > shown[column]) parts.push(h('div', { class: 'more', style: { left: `${X(column) - 8}px`, top: `${Y(shown[column])}px` } }, t('net.hidden', count - shown[column])));
    });
    this.root.style.height = `${height}px`;
    const focused = this.root.contains(document.activeElement) ? document.activeElement.getAttribute('aria-label') : null;
    replace(this.root, parts);
    if (focused) [...this.root.querySelectorAll('button')].filter((button) => button.getAttribute('aria-label') === focused).forEach((button) => button.focus());
  }

  update(frame) {
    const net = frame.net;
    this.net = net;
    const outputs = bytes(net.bytes);
    for (const edge of this.edges) {
      const weights = net.weights[edge.layer];
      if (!weights.values) continue;
      const raw = weights.values[edge.index];
      const value = typeof raw === 'string' ? 0 : raw;
      const color = signColor(value);
      // A change that cannot be seen costs nothing.
      if (color === edge.color && Math.abs(value - edge.value) < 0.01 * Math.abs(edge.value) + 1e-3) continue;
      edge.value = value; edge.color = color;
      edge.line.style.stroke = color;
      edge.line.style.strokeWidth = Math.min(7, 0.4 + 2.6 * Math.sqrt(Math.abs(value))).toFixed(2);
      edge.line.style.strokeDasharray = value < 0 ? '6 3' : 'none';
    }
    for (const unit of this.canvases) {
      const context = unit.canvas.getContext('2d');
      if (unit.isOutput) {
        if (unit.canvas.width !== net.side) { unit.canvas.width = net.side; unit.canvas.height = net.side; }
        if (unit.row === 0 && net.kind !== 'many') { paint(context, net.side, outputs, null); } else if (net.kind === 'many') {
          const values = outputs.slice(); const winners = bytes(net.winners);
          for (let i = 0; i < values.length; i++) if (winners[i] !== unit.row) values[i] = 128;
          paint(context, net.side, values, winners);
        } else {
          const values = outputs.slice();
          for (let i = 0; i < values.length; i++) values[i] = 256 - Math.max(2, values[i]);
          paint(context, net.side, values, null);
        }
        continue;
      }
      const layer = net.units[unit.layer];
      if (layer && layer[unit.row]) {
        paint(context, net.unitSide, bytes(layer[unit.row].bytes), null);
        if (unit.scale !== layer[unit.row].scale) { unit.scale = layer[unit.row].scale; unit.canvas.parentElement.title = this.app.t('net.scale', unit.scale); }
      }
    }
  }
}

/** All weights as a table, each a link to its reason. */
export function weightTable(app, frame, why) {
  return frame.net.weights.filter((layer) => layer.values).map((layer) => h('table', { class: 'numbers' },
    h('caption', {}, `${layer.path} (${layer.out} × ${layer.in})`),
    h('tbody', {}, Array.from({ length: layer.out }, (ignored, out) => h('tr', {},
      h('th', { scope: 'row' }, String(out)),
      Array.from({ length: layer.in }, (unused, input) => h('td', {}, h('button', { class: 'number', onclick: () => why(`${layer.path}[${out},${input}]`) }, layer.texts[out * layer.in + input]))))))));
}
