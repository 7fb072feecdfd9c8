// Descent: optimizers race down a function of x and y from a start that can be dragged.

import { h, replace, select, bytes } from './dom.js';
import { SERIES, DASHES } from './colors.js';
import { chart } from './chart.js';

let app; let parts; let race; let start; let formula; let rates; let on; let shown = 1e9; let animation = 0; let timer; let line = ''; let asking = false; let again = false;
const t = (key, ...values) => app.t(key, ...values);
const USUAL = { sgd: 0.1, momentum: 0.02, nesterov: 0.02, rmsprop: 0.05, adam: 0.1, adamw: 0.1 };

export async function enter(shell, root) {
  app = shell;
  const functions = app.hello.functions;
  const first = functions.find((each) => each.name === 'valley') || functions[0];
  formula = app.state.f || first.formula;
  start = app.state.x ? [Number(app.state.x), Number(app.state.y)] : [...first.start];
  on = (app.state.rules || 'sgd,momentum,adam').split(',').filter((rule) => USUAL[rule]);
  rates = { ...USUAL };
  (app.state.rates || '').split(',').forEach((rate, i) => { if (Number(rate) > 0 && on[i]) rates[on[i]] = Number(rate); });
  parts = {
    canvas: h('canvas', { class: 'contour', tabindex: '0', role: 'img' }), table: h('div', {}), form: h('div', { class: 'row' }), error: h('p', { class: 'ending', role: 'alert', hidden: true }),
    slider: h('input', { type: 'range', min: 0, max: 100, value: 100, class: 'grow', 'aria-label': t('descent.step'), oninput: (e) => { cancelAnimationFrame(animation); shown = Number(e.target.value); draw(); table(); slice(); } }),
    levels: h('p', { class: 'caption' }), choice: h('div', {}), slice: h('figure', { class: 'wide-curve' }),
  };
  parts.canvas.addEventListener('pointerdown', (event) => { parts.canvas.setPointerCapture(event.pointerId); dragged(event); });
  parts.canvas.addEventListener('pointermove', (event) => { if (event.buttons) dragged(event); });
  parts.canvas.addEventListener('keydown', keyed);
  root.append(
    h('h1', {}, t('page.descent')), h('p', { class: 'lead' }, t('descent.lead')),
    h('div', { class: 'panel' }, parts.form, parts.error, h('figure', {}, parts.canvas, parts.levels)),
    h('div', { class: 'panel' }, h('div', { class: 'row' }, h('button', { onclick: animate }, t('descent.play')), parts.slider), parts.table, parts.choice, parts.slice));
  form();
  await run();
  animate();
}

export function leave() { cancelAnimationFrame(animation); clearTimeout(timer); parts = null; }

function form() {
  const functions = app.hello.functions;
  const known = functions.find((each) => each.formula === formula);
  replace(parts.form,
    select(t('descent.function'), [...functions.map((each) => each.name), 'own'], known ? known.name : 'own', (name) => t(`function.${name}`), (name) => {
      const chosen = functions.find((each) => each.name === name);
      if (chosen) { formula = chosen.formula; start = [...chosen.start]; form(); run().then(animate); }
    }),
    h('label', { class: 'field grow' }, h('span', {}, 'f(x, y) ='), h('input', { type: 'text', spellcheck: 'false', autocomplete: 'off', value: formula, onchange: (e) => { formula = e.target.value; form(); run().then(animate); } })));
}

async function run() {
  let next;
  try {
    next = await app.post('/api/race', { formula, x: start[0], y: start[1], steps: 100, rules: on, rates: on.map((rule) => rates[rule]) });
  } catch (failure) {
    if (failure.status !== 400 || !parts) { await app.failed(failure); return; }
    parts.error.textContent = failure.message;
    parts.error.hidden = false;
    return;
  }
  if (!parts) return;
  race = next;
  parts.error.hidden = true;
  app.amend({ f: formula, x: String(Number(start[0].toPrecision(4))), y: String(Number(start[1].toPrecision(4))), rules: on.join(','), rates: on.map((rule) => rates[rule]).join(',') });
  picture();
  draw();
  table();
  slice();
}

function picture() {
  const side = race.side;
  const image = new ImageData(side, side);
  const all = bytes(race.grid);
  const low = app.dark ? [16, 42, 61] : [247, 251, 255];
  const high = app.dark ? [142, 176, 200] : [61, 134, 180];
  for (let i = 0; i < all.length; i++) {
    const share = app.dark ? all[i] / race.bands : 1 - (race.bands - all[i]) / race.bands;
    const isEdge = (i % side && all[i] !== all[i - 1]) || (i >= side && all[i] !== all[i - side]);
    const c = all[i] === 255 ? [128, 128, 128] : isEdge ? low.map((v, k) => (v + (high[k] - v) * share) * (app.dark ? 1.25 : 0.88)) : low.map((v, k) => v + (high[k] - v) * share);
    image.data.set([c[0], c[1], c[2], 255], 4 * i);
  }
  parts.small = document.createElement('canvas');
  parts.small.width = side; parts.small.height = side;
  parts.small.getContext('2d').putImageData(image, 0, 0);
  parts.levels.textContent = t('descent.levels', race.bands, race.levels[0], race.levels.at(-1));
  parts.canvas.setAttribute('aria-label', t('descent.picture', formula));
}

const place = (x, y, size) => [size * (x - race.domain[0]) / (race.domain[1] - race.domain[0]), size * (race.domain[3] - y) / (race.domain[3] - race.domain[2])];

function draw() {
  if (!parts || !race) return;
  const ratio = Math.min(2, devicePixelRatio || 1);
  const size = parts.canvas.clientWidth || 400;
  if (parts.canvas.width !== Math.round(size * ratio)) { parts.canvas.width = Math.round(size * ratio); parts.canvas.height = parts.canvas.width; }
  const context = parts.canvas.getContext('2d');
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.imageSmoothingEnabled = true;
  context.drawImage(parts.small, 0, 0, size, size);
  const style = getComputedStyle(document.documentElement);
  const color = (i) => style.getPropertyValue(SERIES[i % SERIES.length].slice(4, -1));
  race.paths.forEach((path, i) => {
    const points = path.points.slice(0, Math.floor(shown) + 1);
    for (const [width, stroke, dash] of [[4.5, style.getPropertyValue('--card'), []], [2.4, color(i), DASHES[i].split(' ').filter(Boolean).map(Number)]]) {
      context.lineWidth = width; context.strokeStyle = stroke; context.setLineDash(dash);
      context.beginPath();
      points.forEach((point, k) => { const [px, py] = place(point[0], point[1], size); if (k) context.lineTo(px, py); else context.moveTo(px, py); });
      context.stroke();
    }
    context.setLineDash([]);
    const last = points.at(-1);
    if (last) {
      const [px, py] = place(last[0], last[1], size);
      context.fillStyle = color(i); context.strokeStyle = style.getPropertyValue('--card'); context.lineWidth = 1.5;
      context.beginPath(); context.arc(px, py, 6, 0, 7); context.fill(); context.stroke();
    }
  });
  const [sx, sy] = place(start[0], start[1], size);
  context.strokeStyle = style.getPropertyValue('--text'); context.lineWidth = 2;
  context.beginPath(); context.moveTo(sx - 7, sy); context.lineTo(sx + 7, sy); context.moveTo(sx, sy - 7); context.lineTo(sx, sy + 7); context.stroke();
}

function table() {
  if (!parts || !race) return;
  const at = (path) => path.points[Math.min(path.points.length - 1, Math.floor(shown))];
  const rules = app.hello.choices.optimizer.filter((rule) => USUAL[rule]);
  replace(parts.table, h('table', { class: 'terms race' },
    h('thead', {}, h('tr', {}, ['', t('descent.rule'), t('descent.rate'), t('descent.at'), t('descent.slope'), 'f'].map((each, i) => (each ? h('th', { scope: 'col', class: i > 2 ? 'num' : '' }, each) : h('td', {}))))),
    h('tbody', {}, rules.map((rule) => {
      const i = on.indexOf(rule);
      const path = i >= 0 ? race.paths[i] : null;
      const point = path && at(path);
      return h('tr', {}, h('td', {}, h('input', { type: 'checkbox', checked: i >= 0, 'aria-label': t('descent.include', t(`optimizer.${rule}`)), onchange: (e) => { on = rules.filter((each) => (each === rule ? e.target.checked : on.includes(each))); if (!on.length) on = [rule]; run(); } })),
        h('th', { scope: 'row', style: path ? { color: SERIES[i] } : {} }, t(`optimizer.${rule}`)),
        h('td', {}, h('input', { type: 'number', step: 'any', min: 1e-9, value: String(rates[rule]), 'aria-label': t('descent.rate.of', t(`optimizer.${rule}`)), onchange: (e) => { if (Number(e.target.value) > 0) { rates[rule] = Number(e.target.value); run(); } } })),
        h('td', { class: 'num' }, point ? `(${point[3]}, ${point[4]})` : ''), h('td', { class: 'num' }, point ? `(${point[5]}, ${point[6]})` : ''),
        h('td', { class: 'num' }, point ? h('strong', {}, path.diverged && Math.floor(shown) >= path.points.length ? t('descent.diverged') : point[2]) : ''));
    }))), h('p', { class: 'caption' }, t('descent.after', Math.min(100, Math.floor(shown)))));
  parts.slider.value = Math.min(100, shown);
}

/** One step in one dimension: the function along the step, its tangent, and where the step leads. */
async function slice() {
  if (!parts || !race) return;
  if (asking) { again = true; return; }
  if (!on.includes(line)) line = on[0];
  replace(parts.choice, h('h2', {}, t('descent.slice')), on.length > 1 ? h('div', { class: 'row' }, select(t('descent.rule'), on, line, (rule) => t(`optimizer.${rule}`), (rule) => { line = rule; slice(); })) : null);
  const path = race.paths[on.indexOf(line)];
  const step = Math.max(0, Math.min(99, path.points.length - 2, Math.floor(shown) - 1));
  asking = true;
  let given = null;
  try { given = await app.post('/api/slice', { formula, x: start[0], y: start[1], rule: line, rate: rates[line], step }); } catch (failure) {
    if (failure.status !== 400) await app.failed(failure); else if (parts) replace(parts.slice, h('p', { class: 'soft' }, failure.message));
  }
  asking = false;
  if (!parts) return;
  if (again) { again = false; slice(); return; }
  if (!given) return;
  const values = given.curve.map(([, y]) => y).filter((y) => typeof y === 'number');
  const low = Math.min(...values); const room = Math.max(Math.max(...values) - low, 1e-12);
  chart(parts.slice, [
    { name: 'f', points: given.curve, dash: '' },
    { name: t('descent.tangent'), points: given.tangent.filter(([, y]) => typeof y === 'number' && y > low - 0.4 * room && y < low + 1.4 * room), dash: '7 4' },
  ], {
    width: Math.max(280, parts.slice.clientWidth || 500), height: 210, xLabel: t('descent.along'), legend: true,
    dots: [{ x: given.from[0], y: given.from[1], color: 'var(--soft)' }, { x: given.to[0], y: given.to[1] }],
    caption: t('descent.slice.caption', given.step, t(`optimizer.${line}`), given.length, given.slope, given.promise, given.real),
  });
}

function animate() {
  cancelAnimationFrame(animation);
  if (!race || !parts) return;
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) { shown = 100; draw(); table(); slice(); return; }
  const from = performance.now();
  const tick = (now) => {
    if (!parts) return;
    shown = Math.min(100, (now - from) / 30);
    draw();
    if (Math.floor(shown) % 5 === 0 || shown >= 100) table();
    if (shown < 100) animation = requestAnimationFrame(tick); else slice();
  };
  animation = requestAnimationFrame(tick);
}

function dragged(event) {
  const box = parts.canvas.getBoundingClientRect();
  const u = (event.clientX - box.left) / box.width; const v = (event.clientY - box.top) / box.height;
  if (u < 0 || u > 1 || v < 0 || v > 1) return;
  place2(race.domain[0] + u * (race.domain[1] - race.domain[0]), race.domain[3] - v * (race.domain[3] - race.domain[2]));
}

function place2(x, y) { cancelAnimationFrame(animation); start = [x, y]; shown = 100; clearTimeout(timer); timer = setTimeout(run, 60); draw(); }

function keyed(event) {
  const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
  if (!move) return;
  event.preventDefault();
  event.stopPropagation();
  const size = (race.domain[1] - race.domain[0]) / 50;
  place2(start[0] + move[0] * size, start[1] + move[1] * size);
}
