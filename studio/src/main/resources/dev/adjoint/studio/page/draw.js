// Draw: a pad, and what a trained network makes of the drawing: what it sees, its answer, which
// pixels speak for the answer, and the training samples that are nearest.

import { h, replace, select, bytes } from './dom.js';
import { signed } from './colors.js';

let app; let parts; let list; let facts; let strokes; let cursor; let isDown; let result; let timer;
let asking = false; let next = null;
const t = (key, ...values) => app.t(key, ...values);
const run = () => (list.models.includes(app.state.run) ? app.state.run : list.models[0]);

export async function enter(shell, root) {
  app = shell; cursor = [0.5, 0.5]; isDown = false; result = null; facts = null;
  strokes = decoded(app.state.ink || '');
  parts = {
    pad: h('canvas', { class: 'pad', width: 560, height: 560, tabindex: '0', role: 'img', 'aria-label': t('draw.pad'), onpointerdown: down, onpointermove: moving, onpointerup: up, onpointercancel: up, onkeydown: keyed, onblur: () => { isDown = false; } }),
    model: h('div', {}), seen: h('div', { class: 'panel seen' }), answer: h('div', { class: 'panel answer-of' }), why: h('div', { class: 'panel why-of' }), near: h('div', { class: 'panel near' }),
  };
  root.append(h('h1', {}, t('page.draw')), h('p', { class: 'lead' }, t('draw.lead')),
    h('div', { class: 'panel pad-panel' }, parts.model, parts.pad, h('p', { class: 'soft' }, t('draw.keys')),
      h('div', { class: 'row' }, h('button', { class: 'undo', onclick: undo }, t('undo')), h('button', { class: 'clear', onclick: clear }, t('clear')), h('button', { class: 'example', onclick: example }, t('draw.example')))),
    parts.seen, parts.answer, parts.why, parts.near);
  pad();
  await load();
}

export function leave() { parts = null; clearTimeout(timer); next = null; }

async function load() {
  try { list = await app.get('/api/draw'); } catch (failure) { await app.failed(failure); return; }
  if (!parts) return;
  models();
  if (list.training.running) timer = setTimeout(load, 400);
  if (!list.models.length || (list.training.running && facts)) return;
  if (!facts) await chosen();
}

async function chosen() {
  try { facts = await app.post('/api/draw/model', { run: run() }); } catch (failure) { await app.failed(failure); return; }
  if (!parts) return;
  if (!strokes.length && app.state.sample === undefined && facts.held) app.state.sample = '0';
  await ask(true);
}

function models() {
  const making = list.training;
  const progress = making.running
    ? h('p', { role: 'status' }, h('progress', { max: 1, value: making.share, 'aria-label': t('draw.training') }), ` ${t('draw.epoch', making.epoch, making.epochs)}${making.accuracy ? ` · ${making.accuracy}` : ''}`)
    : making.failure ? h('p', { class: 'seal bad' }, making.failure) : null;
  const train = h('button', { class: 'train', onclick: async () => {
    try { list = await app.tab.post('/api/draw/train', {}); } catch (failure) { await app.failed(failure); return; }
    models(); timer = setTimeout(load, 300);
  } }, t('draw.train'));
  replace(parts.model, list.models.length
    ? select(t('draw.model'), list.models, run(), (name) => name, async (name) => { app.amend({ ...app.state, run: name }); facts = null; await chosen(); })
    : [h('p', {}, t('draw.none')), h('pre', {}, `./${list.command}`), making.running ? null : h('p', {}, train)], progress);
}

// -- The pad.

function point(event) {
  const box = parts.pad.getBoundingClientRect();
  return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height].map(within);
}
const within = (v) => Math.max(0, Math.min(1, Math.round(v * 255) / 255));

function down(event) {
  event.preventDefault();
  parts.pad.focus();
  parts.pad.setPointerCapture(event.pointerId);
  isDown = true;
  strokes.push(point(event));
  pad(); ask(false);
}

function moving(event) {
  if (!isDown || !event.buttons) return;
  for (const each of event.getCoalescedEvents ? [...event.getCoalescedEvents(), event] : [event]) add(point(each));
  pad(); ask(false);
}

function add([x, y]) {
  const stroke = strokes.at(-1);
  if (Math.hypot(x - stroke.at(-2), y - stroke.at(-1)) > 0.012) stroke.push(x, y);
}

function up() { if (isDown) { isDown = false; drawn(); } }

function keyed(event) {
  const far = event.shiftKey ? 0.1 : 0.03;
  const move = { ArrowLeft: [-far, 0], ArrowRight: [far, 0], ArrowUp: [0, -far], ArrowDown: [0, far] }[event.key];
  if (move) {
    cursor = [within(cursor[0] + move[0]), within(cursor[1] + move[1])];
    if (isDown) { add(cursor); ask(false); }
  } else if (event.key === ' ' || event.key === 'Enter') {
    isDown = !isDown;
    if (isDown) { strokes.push([...cursor]); ask(false); } else drawn();
  } else return;
  event.preventDefault(); event.stopPropagation();
  pad();
}

function undo() { strokes.pop(); pad(); drawn(); }
function clear() { strokes = []; pad(); drawn(); }
function example() {
  if (!facts || !facts.held) return;
  strokes = [];
  pad();
  app.go('draw', { run: app.state.run, sample: String((Number(app.state.sample ?? -1) + 1) % facts.held) });
}

/** A stroke has ended: the link knows it, and the back button takes it away. */
function drawn() { app.go('draw', { run: app.state.run, ink: encoded(strokes) || 'none' }); }

const encoded = (all) => all.map((stroke) => stroke.map((v) => Math.round(v * 255).toString(16).padStart(2, '0')).join('')).join('-');
function decoded(text) {
  return text.split('-').map((part) => (part.match(/[0-9a-f]{2}/g) || []).map((v) => parseInt(v, 16) / 255)).filter((stroke) => stroke.length >= 2 && stroke.length % 2 === 0);
}

function pad() {
  const size = parts.pad.width;
  const context = parts.pad.getContext('2d');
  const style = getComputedStyle(document.documentElement);
  context.fillStyle = style.getPropertyValue('--card'); context.fillRect(0, 0, size, size);
  context.strokeStyle = style.getPropertyValue('--text'); context.fillStyle = context.strokeStyle;
  context.lineWidth = 0.04 * size; context.lineCap = 'round'; context.lineJoin = 'round';
  for (const stroke of strokes) {
    context.beginPath();
    context.moveTo(stroke[0] * size, stroke[1] * size);
    for (let i = 2; i < stroke.length; i += 2) context.lineTo(stroke[i] * size, stroke[i + 1] * size);
    if (stroke.length === 2) context.lineTo(stroke[0] * size, stroke[1] * size);
    context.stroke();
  }
  if (document.activeElement === parts.pad) {
    context.lineWidth = 3; context.beginPath(); context.arc(cursor[0] * size, cursor[1] * size, isDown ? 7 : 12, 0, 7); context.stroke();
  }
}

// -- The answer.

/** Asks for the newest drawing; those in between are left out. */
async function ask(whole) {
  if (!list || !facts) return;
  if (asking) { next = whole || next === true; return; }
  asking = true;
  const isSample = !strokes.length && app.state.sample !== undefined && app.state.ink === undefined;
  try {
    result = await app.post('/api/draw/answer', isSample ? { run: run(), sample: Number(app.state.sample) || 0 } : { run: run(), strokes, whole: whole ? 1 : 0 });
  } catch (failure) { await app.failed(failure); result = null; }
  asking = false;
  if (!parts) return;
  if (result) show();
  if (next !== null) { const again = next; next = null; await ask(again); }
}

/** An image of the network, each pixel a square. */
function image(label, side, color) {
  const canvas = h('canvas', { class: side, width: facts.width, height: facts.height, role: 'img', 'aria-label': label });
  const context = canvas.getContext('2d');
  const data = context.createImageData(facts.width, facts.height);
  for (let i = 0; i < facts.width * facts.height; i++) { const c = color(i); for (let k = 0; k < 3; k++) data.data[4 * i + k] = c[k]; data.data[4 * i + 3] = 255; }
  context.putImageData(data, 0, 0);
  return canvas;
}
function grey(label, text, side) { const all = bytes(text); return image(label, side, (i) => [all[i], all[i], all[i]]); }

function show() {
  const size = `${facts.height} × ${facts.width}`;
  replace(parts.seen, h('h2', {}, t('draw.seen')),
    h('div', { class: 'pair-of' },
      result.drawn ? h('figure', {}, grey(t('draw.drawn'), result.drawn, 'large'), h('p', { class: 'caption' }, t('draw.drawn'))) : null,
      h('figure', {}, grey(t('draw.seen'), result.seen, 'large'), h('p', { class: 'caption' }, result.drawn ? t('draw.seen.how', size) : t('draw.sample', result.sample + 1, result.truth)))),
    facts.missing ? h('p', { class: 'seal bad' }, facts.missing) : null);
  if (result.empty) {
    replace(parts.answer, h('h2', {}, t('draw.answer')), h('p', {}, t('draw.empty')));
    replace(parts.why); replace(parts.near);
    return;
  }
  const first = result.ranking[0];
  const told = result.truth === undefined ? null : h('p', { class: first.label === result.truth ? 'seal good' : 'seal bad' }, t(first.label === result.truth ? 'draw.true' : 'draw.false', result.truth));
  replace(parts.answer, h('h2', {}, t('draw.answer')), h('p', { class: 'big' }, first.label, h('small', {}, ` ${first.text} · ${t('draw.margin', result.margin)}`)), told,
    h('table', { class: 'terms bars' }, h('caption', { class: 'out' }, t('draw.bars')), h('thead', { class: 'out' }, h('tr', {}, h('th', { scope: 'col' }, t('draw.class')), h('th', { scope: 'col' }, t('draw.share')), h('th', { scope: 'col' }, t('draw.probability')))),
      h('tbody', {}, [...result.ranking].sort((a, b) => facts.classes.indexOf(a.label) - facts.classes.indexOf(b.label)).map((each) => h('tr', {},
        h('th', { scope: 'row' }, each.label), h('td', { class: 'track' }, h('i', { style: { width: `${100 * each.share}%` }, class: each === first ? 'first' : '' })), h('td', { class: 'num' }, each.text))))));
  for (const part of [parts.why, parts.near]) part.classList.toggle('old', !result.nearest && !result.saliency);
  if (result.saliency) {
    const of = result.saliency; const all = bytes(of.bytes);
    replace(parts.why, h('h2', {}, t('draw.why', of.of)),
      h('div', { class: 'pair-of' }, h('figure', {}, image(t('draw.why', of.of), 'large', (i) => signed((all[i] - 128) / 126))),
        h('table', { class: 'terms sums' }, h('tbody', {}, [['draw.score', of.score], ['draw.baseline', of.baseline], ['draw.sum', of.sum], ['draw.residual', of.residual]].map(([key, value]) => h('tr', { class: key === 'draw.residual' ? 'residual' : '' }, h('th', { scope: 'row' }, t(key)), h('td', { class: 'num' }, value)))))),
      h('p', { class: 'legend-line' }, h('span', { class: 'swatch plus' }), t('draw.for'), h('span', { class: 'swatch minus' }), t('draw.against')),
      h('p', { class: 'caption' }, t('draw.how', of.steps, of.greatest)));
  }
  if (result.nearest) {
    replace(parts.near, h('h2', {}, t('draw.near')),
      h('ol', { class: 'nearest' }, result.nearest.map((each) => h('li', {}, grey(t('draw.near.one', each.index, each.label, each.distance), each.picture, 'small'), h('b', {}, each.label), h('small', {}, each.distance)))),
      result.unlike ? h('p', { class: 'seal bad' }, t('draw.unlike', result.usual)) : null,
      h('p', { class: 'caption' }, t('draw.near.how', result.looked.toLocaleString('en'), result.usual)));
  }
}

/** The link has changed: another stroke more or less, or another sample. */
export function moved() {
  if (!parts || !list) return;
  if (app.state.ink !== undefined) strokes = decoded(app.state.ink); else strokes = [];
  pad();
  if (facts) ask(true);
}
