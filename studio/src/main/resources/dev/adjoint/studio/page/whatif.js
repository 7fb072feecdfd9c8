// What if: another number, and its loss: the prediction of the gradient beside the real one.

import { h, replace, select } from './dom.js';
import { chart } from './chart.js';

let app; let parts; let values; let at; let curve; let timer; let result;
const t = (key, ...values2) => app.t(key, ...values2);

export async function enter(shell, root) {
  app = shell;
  parts = { choice: h('div', {}), figure: h('figure', { class: 'wide-curve' }), result: h('div', {}), slider: h('div', { class: 'row grow' }), source: h('p', { class: 'soft' }) };
  root.append(
    h('h1', {}, t('page.whatif')), h('p', { class: 'lead' }, t('whatif.lead')),
    h('div', { class: 'panel' }, parts.source, parts.choice, parts.slider, parts.figure),
    h('div', { class: 'panel' }, parts.result));
  await load();
}

export function leave() { parts = null; clearTimeout(timer); }

async function load() {
  try { values = (await app.get('/api/values', app.about())).values; } catch (failure) { await app.failed(failure); return; }
  if (!parts) return;
  const all = values.flatMap((value) => value.addresses);
  at = all.includes(app.state.at) ? app.state.at : (values.find((value) => value.role === 'parameter') || values[0]).addresses[0];
  replace(parts.source, app.state.lesson ? t('step.lesson', app.state.lesson) : app.state.run ? t('step.of', app.state.step || 1, app.state.run) : t('whatif.own'));
  choose();
  await around(1);
}

const owner = () => values.find((value) => value.addresses.includes(at));

function choose() {
  const value = owner();
  replace(parts.choice, h('div', { class: 'row' },
    select(t('whatif.value'), values.map((each) => each.name), value.name, (name) => name, (name) => pick(values.find((each) => each.name === name).addresses[0])),
    select(t('whatif.number'), value.addresses, at, (address) => address, pick),
    h('button', { onclick: () => app.why.open(at) }, t('why.why'))));
}

function pick(address) { at = address; app.amend({ ...app.state, at }); choose(); around(1); }

async function around(radius) {
  const wanted = at;
  try { curve = await app.get('/api/curve', { ...app.about(), at, radius }); } catch (failure) { await app.failed(failure); return; }
  if (!parts || wanted !== at) return;
  slider();
  await change(curve.classes === undefined ? curve.value + 0.3 * curve.radius : (curve.value + 1) % curve.classes);
}

function slider() {
  const isClass = curve.classes !== undefined;
  parts.range = h('input', { type: 'range', class: 'grow', min: isClass ? 0 : curve.value - curve.radius, max: isClass ? curve.classes - 1 : curve.value + curve.radius, step: isClass ? 1 : curve.radius / 200, 'aria-label': t('whatif.drag', at), oninput: (e) => later(Number(e.target.value)) });
  parts.field = h('input', { type: 'number', class: 'short', step: isClass ? 1 : 'any', 'aria-label': t('whatif.drag', at), onchange: (e) => { if (e.target.value !== '') change(Number(e.target.value)); } });
  replace(parts.slider, parts.range, parts.field, isClass ? null : [
    h('button', { 'aria-label': t('whatif.narrow'), title: t('whatif.narrow'), onclick: () => around(curve.radius / 4) }, '⊕'),
    h('button', { 'aria-label': t('whatif.wide'), title: t('whatif.wide'), onclick: () => around(curve.radius * 4) }, '⊖')]);
}

function later(value) { clearTimeout(timer); timer = setTimeout(() => change(value), 25); }

let asking; let next = null;
async function change(value) {
  if (asking) { next = value; return; }
  asking = true;
  try { result = await app.get('/api/whatif', { ...app.about(), at, value }); } catch (failure) { await app.failed(failure); asking = false; return; }
  asking = false;
  if (parts) show();
  if (next !== null) { const later2 = next; next = null; await change(later2); }
}

function show() {
  parts.range.value = result.at;
  if (document.activeElement !== parts.field) parts.field.value = String(Number(result.at.toPrecision(6)));
  chart(parts.figure, [
    { name: t('whatif.real'), points: curve.real, dash: '' },
    { name: t('whatif.line'), points: curve.line.filter(([, y]) => near(y)), dash: '7 4' },
    { name: t('whatif.parabola'), points: curve.parabola.filter(([, y]) => near(y)), dash: '2 3' },
  ].filter((line) => line.points.length), {
    width: Math.max(300, parts.figure.clientWidth || 600), height: 300, title: t('whatif.curve', at), xLabel: at,
    dots: [{ x: curve.value, y: curve.loss, color: 'var(--soft)' }, { x: result.at, y: result.lossNow }],
    caption: t('whatif.caption', result.before, result.after, result.real),
  });
  const row = (key, value, strong) => value !== undefined && h('tr', {}, h('th', { scope: 'row' }, t(key)), h('td', { class: 'num' }, strong ? h('strong', {}, value) : value));
  const isWeight = owner().role === 'parameter' && !app.state.run && !app.state.lesson;
  replace(parts.result, h('h2', {}, `${at}: ${result.before} → ${result.after}`),
    h('table', { class: 'terms' }, h('tbody', {},
      row('whatif.row.loss', `${result.loss} → ${result.changed}`), row('whatif.row.promise', result.promise), row('whatif.row.curvature', result.curvature),
      row('whatif.row.both', result.both), row('whatif.row.real', result.real, true), row('whatif.row.exact', result.exact), row('whatif.row.rest', result.rest))),
    curve.classes === undefined ? null : h('p', {}, t(result.promise === undefined ? 'whatif.class.none' : 'whatif.class')),
    h('p', { class: 'soft' }, t('whatif.again', result.operations)),
    isWeight ? h('button', { onclick: apply }, t('whatif.apply')) : null);
}

const near = (y) => {
  const all = curve.real.map(([, v]) => v).filter((v) => typeof v === 'number');
  const low = Math.min(...all); const high = Math.max(...all);
  const room = Math.max(high - low, 1e-9);
  return typeof y === 'number' && y > low - room * 0.6 && y < high + room * 0.6;
};

async function apply() {
  const done = await app.act('edit', { at, value: result.at });
  if (done) { app.say(t('whatif.applied')); app.go('play', app.setupState(done.setup)); }
}

export function why() { app.why.open(at); }
