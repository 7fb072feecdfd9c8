// A chart of lines, with axes that can be read, gaps for what is not finite, and a table behind it.

import { h, s, replace, num } from './dom.js';
import { SERIES, DASHES } from './colors.js';

const NICE = [1, 2, 2.5, 5, 10];

function ticks(low, high, most) {
  const raw = (high - low) / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(raw));
  const stepSize = NICE.find((n) => n * power >= raw) * power;
  const all = [];
  for (let v = Math.ceil(low / stepSize) * stepSize; v <= high + stepSize * 1e-9; v += stepSize) all.push(Math.abs(v) < stepSize * 1e-9 ? 0 : v);
  return all;
}

function label(value) {
  const size = Math.abs(value);
  if (size >= 1e6 || (size > 0 && size < 1e-4)) return value.toExponential(0).replace('e', '·10^').replace('+', '').replace('-', '−');
  return String(Number(value.toPrecision(6))).replace('-', '−');
}

/**
 * Draws lines into a figure. A series is {name, points: [[x, y], …], band: [[x, low, high], …], faint}.
 * Options: width, height, title, caption, xLabel, log, mark (an x), onpick(x).
 */
export function chart(figure, series, options) {
  const { width, height } = options;
  const left = 46; const right = 8; const top = 8; const bottom = options.xLabel ? 34 : 20;
  let [x0, x1, y0, y1] = [Infinity, -Infinity, Infinity, -Infinity];
  const see = (x, y) => {
    if (!Number.isFinite(x) || !Number.isFinite(y) || (options.log && y <= 0)) return;
    x0 = Math.min(x0, x); x1 = Math.max(x1, x); y0 = Math.min(y0, y); y1 = Math.max(y1, y);
  };
  for (const line of series) {
    for (const [x, y] of line.points) see(x, num(y));
    for (const [x, low, high] of line.band || []) { see(x, num(low)); see(x, num(high)); }
  }
  if (x0 > x1) { [x0, x1, y0, y1] = [0, 1, options.log ? 0.1 : 0, 1]; }
  if (x0 === x1) x1 = x0 + 1;
  const value = options.log ? (y) => Math.log10(y) : (y) => y;
  let [v0, v1] = [value(y0), value(y1)];
  if (!options.log && v0 > 0 && v0 < v1 * 0.6) v0 = 0;
  if (v1 - v0 < 1e-12) { v0 -= 0.5; v1 += 0.5; }
  const pad = (v1 - v0) * 0.04; v1 += pad; if (v0 !== 0) v0 -= pad;
  const X = (x) => left + (width - left - right) * (x - x0) / (x1 - x0);
  const Y = (y) => height - bottom - (height - bottom - top) * (value(num(y)) - v0) / (v1 - v0);
  const parts = [];
  const rows = options.log
    ? ticks(v0, v1, 4).filter((v) => Number.isInteger(v) || v1 - v0 < 2).map((v) => [10 ** v, Y(10 ** v)])
    : ticks(v0, v1, Math.max(2, height / 42)).map((v) => [v, Y(v)]);
  for (const [v, y] of rows) {
    parts.push(s('line', { x1: left, x2: width - right, y1: y, y2: y, class: 'grid' }));
    parts.push(s('text', { x: left - 5, y: y + 4, class: 'tick', 'text-anchor': 'end', text: label(options.log ? Number(v.toPrecision(2)) : v) }));
  }
  for (const v of ticks(x0, x1, Math.max(2, width / 90))) {
    parts.push(s('text', { x: X(v), y: height - bottom + 15, class: 'tick', 'text-anchor': 'middle', text: label(v) }));
  }
  parts.push(s('line', { x1: left, x2: width - right, y1: height - bottom, y2: height - bottom, class: 'axis' }));
  if (options.xLabel) parts.push(s('text', { x: (left + width - right) / 2, y: height - 3, class: 'tick', 'text-anchor': 'middle', text: options.xLabel }));
  series.forEach((line, i) => {
    const color = line.color || SERIES[i % SERIES.length];
    if (line.band && line.band.length) {
      const good = line.band.filter(([, low, high]) => Number.isFinite(num(low)) && Number.isFinite(num(high)) && (!options.log || num(low) > 0));
      const upper = good.map(([x, , high]) => `${X(x)},${Y(high)}`);
      const lower = good.map(([x, low]) => `${X(x)},${Y(low)}`).reverse();
      if (good.length) parts.push(s('polygon', { points: [...upper, ...lower].join(' '), fill: color, class: 'band' }));
    }
    let path = '';
    let pen = 'M';
    for (const [x, y] of line.points) {
      const v = num(y);
      if (!Number.isFinite(v) || (options.log && v <= 0)) {
        pen = 'M';
        if (!Number.isFinite(v)) parts.push(s('line', { x1: X(x), x2: X(x), y1: height - bottom - 6, y2: height - bottom + 2, class: 'nan' }));
        continue;
      }
      path += `${pen}${X(x).toFixed(1)},${Y(v).toFixed(1)}`;
      pen = 'L';
    }
    if (line.points.length === 1 && path) parts.push(s('circle', { cx: X(line.points[0][0]), cy: Y(line.points[0][1]), r: 3, fill: color }));
    else if (path) parts.push(s('path', { d: path, stroke: color, 'stroke-dasharray': line.dash ?? DASHES[i % DASHES.length], class: line.faint ? 'line faint' : 'line' }));
  });
  if (options.mark !== undefined && options.mark >= x0 && options.mark <= x1) {
    parts.push(s('line', { x1: X(options.mark), x2: X(options.mark), y1: top, y2: height - bottom, class: 'mark' }));
  }
  for (const dot of options.dots || []) if (Number.isFinite(dot.y)) parts.push(s('circle', { cx: X(dot.x), cy: Y(dot.y), r: 4.5, class: 'dot', fill: dot.color || 'var(--text)' }));
  const svg = s('svg', { viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': options.caption || options.title }, parts);
  if (options.onpick) {
    svg.classList.add('pick');
    svg.addEventListener('click', (event) => {
      const box = svg.getBoundingClientRect();
      const x = x0 + (x1 - x0) * ((event.clientX - box.left) * width / box.width - left) / (width - left - right);
      options.onpick(Math.max(x0, Math.min(x1, x)));
    });
  }
  const legend = series.length > 1 || options.legend ? h('ul', { class: 'legend' }, series.map((line, i) => h('li', {},
    s('svg', { width: 26, height: 10, 'aria-hidden': 'true' }, s('line', { x1: 1, x2: 25, y1: 5, y2: 5, stroke: line.color || SERIES[i % SERIES.length], 'stroke-dasharray': line.dash ?? DASHES[i % DASHES.length], class: 'line' })), line.name))) : null;
  replace(figure, options.title ? h('figcaption', {}, options.title) : null, svg, legend, options.caption ? h('p', { class: 'caption' }, options.caption) : null);
}
