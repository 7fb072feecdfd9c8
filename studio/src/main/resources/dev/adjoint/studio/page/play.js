// Play: points, a network that is built by clicking, training that goes forwards and backwards.

import { h, icon, number, replace, select } from './dom.js';
import { chart } from './chart.js';
import { Net, weightTable } from './net.js';
import { Plane, bent } from './plane.js';
import { SERIES } from './colors.js';
import * as compare from './compare.js';
import * as links from './link.js';

let app; let net; let plane; let parts; let points = null; let isDrawing = false; let label = 0; let table = null; let pair = [0, 1];
const SPEEDS = [1, 5, 20, 60, 300, 0];

const t = (key, ...values) => app.t(key, ...values);
const setup = () => (app.frame ? app.frame.setup : app.setup());

/** Changes the setup: training settings begin a branch, anything else a new run. */
async function change(some) {
  const next = { ...setup(), ...some };
  const isTraining = Object.keys(some).every((name) => ['optimizer', 'rate', 'decay', 'batch'].includes(name));
  const frame = app.frame;
  const isStarted = frame && frame.step > 0;
  const done = await app.act(isTraining && isStarted ? 'branch' : 'begin', { setup: next });
  if (!done) { controls(); return; }
  app.go('play', app.setupState(next));
  if (isTraining && isStarted) app.say(t('play.branched', frame.step.toLocaleString('en')));
}

async function draw(points) {
  app.drawn = points;
  const both = new Set(points.map((p) => p[2]));
  plane.points = points.map(([x, y, v]) => [x, y, v, 1]);
  plane.classes = ['0', '1', '2'].slice(0, Math.max(2, both.has(2) ? 3 : 2));
  plane.draw();
  if (both.has(0) && both.has(1)) {
    const next = { ...setup(), data: 'drawn', loss: both.has(2) ? 'cross_entropy' : setup().loss };
    if (await app.act('draw', { points, setup: next })) written(next, 0);
  } else app.say(t('play.draw.both'));
}

async function upload(file) {
  if (!file) return;
  try {
    const text = await file.text();
    table = await app.tab.table(text);
    app.table = text;
  } catch (failure) { await app.failed(failure); return; }
  const classes = table.classes.length;
  const loss = classes === 2 ? 'binary' : classes > 2 ? 'cross_entropy' : 'mse';
  await change({ data: 'table', loss });
  app.say(t('play.table', table.rows.toLocaleString('en'), table.columns.join(', ')));
  controls();
}

async function columns(some) {
  const [x, y, target] = table.columns;
  const next = { x, y, target, ...some };
  const isNumber = table.numbers.includes(next.target);
  const loss = isNumber ? 'mse' : setup().loss === 'mse' ? 'cross_entropy' : setup().loss;
  const done = await app.act('columns', { ...next, setup: { ...setup(), data: 'table', loss } });
  if (done) table.columns = done.columns;
  controls();
}

function controls() {
  if (!parts) return;
  const now = setup();
  const choices = app.hello.choices;
  const name = (kind) => (value) => t(`${kind}.${value}`);
  const sets = choices.data.filter((each) => !['table', 'drawn'].includes(each));
  replace(parts.controls,
    h('section', {}, h('h2', {}, t('play.data')),
      h('div', { class: 'chips', role: 'group', 'aria-label': t('play.data') }, sets.map((each) => h('button', {
        class: 'chip', 'aria-pressed': String(now.data === each),
        onclick: () => change({ data: each, loss: each === 'plane' ? 'mse' : each === 'blobs' ? 'cross_entropy' : now.loss === 'mse' && now.data !== 'plane' ? 'mse' : 'binary' }),
      }, t(`data.${each}`)))),
      h('div', { class: 'row' },
        h('button', { 'aria-pressed': String(isDrawing), onclick: () => { isDrawing = !isDrawing; if (isDrawing && now.data !== 'drawn') app.drawn = []; plane.setDrawing(isDrawing, label); controls(); } }, t('play.draw')),
        h('label', { class: 'button' }, t('play.csv'), h('input', { type: 'file', accept: '.csv,text/csv', class: 'out', onchange: (e) => upload(e.target.files[0]) }))),
      isDrawing ? h('div', { class: 'draw-tools' },
        h('div', { class: 'chips', role: 'group', 'aria-label': t('play.draw.class') }, [0, 1, 2].map((each) => h('button', { class: `chip class${each}`, 'aria-pressed': String(label === each), onclick: () => { label = each; plane.setDrawing(true, label); controls(); } }, `${['●', '■', '▲'][each]} ${each}`)),
          h('button', { class: 'chip', onclick: () => draw(app.drawn.slice(0, -1)) }, t('undo')),
          h('button', { class: 'chip', onclick: () => { app.drawn = []; plane.points = []; plane.draw(); } }, t('clear'))),
        h('p', { class: 'soft' }, t('play.draw.how'))) : null,
      now.data === 'table' && table ? h('div', {},
        select(t('play.x'), table.numbers, table.columns[0], (v) => v, (x) => columns({ x })),
        select(t('play.y'), table.numbers, table.columns[1], (v) => v, (y) => columns({ y })),
        select(t('play.target'), table.targets, table.columns[2], (v) => v, (target) => columns({ target }))) : null,
      now.data !== 'table' && now.data !== 'drawn' ? h('div', { class: 'pair' },
        number(t('play.samples'), now.samples, { min: 4, max: 5000, step: 1 }, (samples) => change({ samples })),
        number(t('play.noise'), now.noise, { min: 0, max: 10, step: 0.1 }, (noise) => change({ noise }))) : null,
      h('div', { class: 'chips', role: 'group', 'aria-label': t('play.features') }, choices.features.map((each, i) => h('button', {
        class: 'chip small', 'aria-pressed': String(now.features.includes(each)),
        onclick: () => { const next = choices.features.filter((f) => (f === each) !== now.features.includes(f)); if (next.length) change({ features: next }); else app.say(t('play.features.one')); },
      }, choices.symbols[i])))),
    h('section', {}, h('h2', {}, t('play.net')),
      h('div', { class: 'row' },
        h('button', { onclick: () => change({ hidden: [...now.hidden, 3] }), disabled: now.hidden.length >= app.hello.limits.layers }, t('play.add')),
        h('button', { onclick: () => change({ hidden: now.hidden.slice(0, -1) }), disabled: now.hidden.length === 0 }, t('play.remove'))),
      h('div', { class: 'pair' },
        select(t('play.activation'), choices.activation, now.activation, name('activation'), (activation) => change({ activation })),
        select(t('play.start'), choices.start, now.start, name('start'), (start) => change({ start })))),
    h('section', {}, h('h2', {}, t('play.training')),
      select(t('play.loss'), choices.loss, now.loss, name('loss'), (loss) => change({ loss })),
      h('div', { class: 'pair' },
        select(t('play.optimizer'), choices.optimizer, now.optimizer, name('optimizer'), (optimizer) => change({ optimizer })),
        number(t('play.rate'), now.rate, { min: 1e-9, max: 1e6, step: 'any' }, (rate) => change({ rate })),
        number(t('play.batch'), now.batch, { min: 1, max: 100000, step: 1 }, (batch) => change({ batch })),
        number(t('play.decay'), now.decay, { min: 0, max: 10, step: 'any' }, (decay) => change({ decay })),
        number(t('play.seed'), now.seed, { min: 0, max: 2147483648, step: 1 }, (seed) => change({ seed })))));
}

function transport() {
  const b = (key, name, action) => h('button', { class: 'round', title: t(key), 'aria-label': t(key), onclick: action }, icon(name));
  parts.run = b('play.run', 'play', toggle);
  parts.run.classList.add('main-button');
  parts.step = h('output', { class: 'step' });
  parts.slider = h('input', { type: 'range', min: 0, max: 1, value: 0, class: 'timeline', 'aria-label': t('play.timeline'), oninput: (e) => seek(Number(e.target.value)) });
  parts.frames = h('div', { class: 'frames', 'aria-hidden': 'true' });
  parts.speed = h('select', { 'aria-label': t('play.speed'), onchange: (e) => app.act('speed', { steps: Number(e.target.value) }) },
    SPEEDS.map((each) => h('option', { value: String(each), selected: each === 60 }, each ? t('play.speed.n', each) : t('play.speed.full'))));
  parts.branches = h('div', { class: 'branches', role: 'group', 'aria-label': t('play.branches') });
  return h('section', { class: 'transport', 'aria-label': t('play.transport') },
    h('div', { class: 'buttons' },
      b('play.first', 'first', () => app.act('seek', { step: first() })),
      b('play.back', 'back', () => app.act('back', {})), parts.run, b('play.next', 'next', () => app.act('next', {})), parts.speed),
    h('div', { class: 'time' }, parts.slider, parts.frames), parts.step, parts.branches);
}

const present = () => app.frame.branches.find((branch) => branch.name === app.frame.branch);
const first = () => present().curve.first;

let wanted = null; let seeking = false;
/** Goes to the last requested step; those in between are skipped. */
async function seek(step) {
  wanted = step;
  if (seeking) return;
  seeking = true;
  while (wanted !== null) { const next = wanted; wanted = null; await app.act('seek', { step: next }); }
  seeking = false;
}

function toggle() { if (app.frame) app.act('run', { on: app.frame.running ? 0 : 1 }); }

export function enter(shell, root) {
  app = shell;
  parts = { controls: h('div', { class: 'controls' }) };
  isDrawing = false;
  plane = new Plane(app, 288, (at, value) => draw([...app.drawn, [...at.map((v) => Math.round(v * 1000) / 1000), value]]));
  net = new Net(app, { why: (at) => app.why.open(at), hidden: (hidden) => change({ hidden }) });
  parts.figures = h('dl', { class: 'figures' });
  parts.old = h('p', { class: 'soft', hidden: true });
  parts.curve = h('figure', { class: 'curve' });
  parts.bent = h('canvas', { class: 'bent', role: 'img' });
  parts.bentUnits = h('div', { class: 'pair' });
  parts.bentBox = h('figure', {}, h('figcaption', {}, t('play.bent')), parts.bentUnits, parts.bent, h('p', { class: 'caption' }));
  parts.compared = h('section', { class: 'compared', 'aria-label': t('play.compared'), hidden: true });
  parts.keep = h('button', { class: 'no-print', onclick: () => { compare.keep(app); frame(app.frame); curves(app.frame); } }, t('play.keep'));
  parts.weights = h('details', { class: 'weights', ontoggle: () => app.frame && weights(app.frame) }, h('summary', {}, t('play.weights')), h('div', {}));
  parts.ending = h('p', { class: 'ending', hidden: true });
  parts.note = h('p', { class: 'soft' });
  root.append(
    h('h1', { class: 'out' }, t('page.play')),
    h('div', { class: 'panel left' }, parts.controls),
    h('div', { class: 'panel middle' },
      h('p', { class: 'hint' }, t('play.hint')), net.root, parts.ending,
      h('p', { class: 'legend-line' }, h('span', { class: 'swatch plus' }), t('net.plus'), h('span', { class: 'swatch minus' }), t('net.minus'), h('span', {}, t('net.why'))),
      parts.curve, h('p', { class: 'actions' }, parts.keep), parts.compared, parts.weights),
    h('div', { class: 'panel right' }, plane.figure, parts.note, parts.figures, parts.old, parts.bentBox),
    transport());
  controls();
}

export function leave() { clearTimeout(writing); parts = null; }

let writing = 0;
/** The link has the setup, and the step while the run pauses; a browser takes few changes of it. */
function written(setup, step) { clearTimeout(writing); if (app.amend(app.setupState(setup, step))) app.own = location.hash; }

function write(given) {
  const key = JSON.stringify([given.setup, given.running || given.step]);
  if (key === parts.written) return;
  parts.written = key;
  clearTimeout(writing);
  writing = setTimeout(() => { if (parts && !isDrawing && app.frame === given) written(given.setup, given.running ? 0 : given.step); }, 400);
}

function weights(frame) {
  if (parts.weights.open) replace(parts.weights.lastElementChild, weightTable(app, frame, (at) => app.why.open(at)));
}

export function scene(given) {
  if (!parts) return;
  points = given;
  plane.scene(given);
  replace(parts.note, t('play.points', given.training.toLocaleString('en'), (given.count - given.training).toLocaleString('en')) + (given.points.length < given.count ? ` ${t('play.some', given.points.length.toLocaleString('en'))}` : '') + (given.note ? ` ${t('play.left', given.note)}` : ''));
}

export function frame(given) {
  if (!parts || !points) return;
  const isNew = JSON.stringify(given.setup) !== parts.setup;
  if (isNew) { parts.setup = JSON.stringify(given.setup); controls(); }
  const symbols = app.hello.choices.features.map((name, i) => [name, app.hello.choices.symbols[i]]).filter(([name]) => given.setup.features.includes(name)).map(([, symbol]) => symbol);
  if (isDrawing && given.setup.data !== 'drawn') { plane.net = given.net; } else plane.frame(given.net);
  plane.words();
  net.frame(given, symbols);
  if (parts.isRunning !== given.running) { parts.isRunning = given.running; replace(parts.run, icon(given.running ? 'pause' : 'play')); }
  parts.run.setAttribute('aria-label', t(given.running ? 'play.pause' : 'play.run'));
  parts.run.title = t(given.running ? 'play.pause' : 'play.run');
  if (document.activeElement !== parts.speed) parts.speed.value = String(given.speed);
  const curve = present().curve;
  const end = Math.max(curve.end, given.step, curve.first + 1);
  parts.slider.min = curve.first;
  parts.slider.max = end;
  if (!seeking) parts.slider.value = given.step;
  parts.slider.setAttribute('aria-valuetext', t('play.at', given.step.toLocaleString('en')));
  const now = performance.now();
  const isDue = !given.running || now - (parts.due || 0) > 250;
  if (isDue) parts.due = now;
  if (isDue) replace(parts.frames, given.keyFrames.filter((each) => each <= end).map((each) => h('i', { style: { left: `${100 * (each - curve.first) / (end - curve.first)}%` } })));
  replace(parts.step, h('b', {}, given.step.toLocaleString('en')), h('span', {}, given.hash.slice(0, 8)), h('small', {}, given.running ? t('play.per', given.perSecond.toLocaleString('en')) : t('play.paused')));
  const figure = (name, part) => [h('dt', {}, t(name)), h('dd', {}, part.loss, part.accuracy ? h('small', {}, ` ${part.accuracy}`) : null)];
  replace(parts.figures, figure('play.train', given.train), figure('play.held', given.held));
  parts.old.hidden = given.step - given.figuresOf < 50;
  if (!parts.old.hidden) parts.old.textContent = t('play.figures.of', given.figuresOf.toLocaleString('en'));
  parts.ending.hidden = !given.ending;
  if (given.ending && parts.ended !== given.ending) replace(parts.ending, t(given.diverged ? 'play.diverged' : 'play.end', given.step.toLocaleString('en')), ' ', t('play.ending'), ' ', given.diverged ? h('small', { lang: 'en' }, given.ending) : null);
  parts.ended = given.ending;
  branches(given);
  write(given);
  // What is expensive has frames of its own, one after the other.
  if (isDue) parts.curvesDue = true;
  const isShown = !given.running || now - (parts.bentDrawn || 0) > 120;
  if (isShown) { parts.bentDrawn = now; parts.bentDue = true; }
  later([() => { if (parts.bentDue) { parts.bentDue = false; bend(app.frame); } }, () => { if (parts.curvesDue) { parts.curvesDue = false; curves(app.frame); } }, () => compare.show(app, parts.compared, app.frame)]);
  if (parts.weights.open && !given.running) weights(given);
}

/** The plane as two units of the last hidden layer map it; which two can be chosen. */
function bend(given) {
  const units = given.net.units.at(-1);
  parts.bentBox.hidden = !units || units.length < 2;
  if (parts.bentBox.hidden) return;
  if (pair.some((unit) => unit >= units.length)) pair = [0, 1];
  if (parts.bentAt !== innerWidth) { parts.bentAt = innerWidth; parts.bentWidth = parts.bent.clientWidth; }
  const key = `${units.length} ${app.language} ${pair}`;
  if (key !== parts.bentKey) {
    parts.bentKey = key;
    const names = units.map((ignored, i) => String(i));
    const choose = (axis) => select(t(axis ? 'play.bent.up' : 'play.bent.across'), names, String(pair[axis]), (i) => t('play.bent.unit', Number(i) + 1), (i) => { pair[axis] = Number(i); bend(app.frame); });
    replace(parts.bentUnits, choose(0), choose(1));
    replace(parts.bentBox.lastElementChild, t(units.length === 2 ? 'play.bent.two' : 'play.bent.more', units.length));
    parts.bent.setAttribute('aria-label', `${t('play.bent')}: ${pair.map((i) => t('play.bent.unit', i + 1)).join(', ')}`);
  }
  bent(parts.bent, [units[pair[0]], units[pair[1]]], given.net, parts.bentWidth);
}

let isBusy = false; let next = null;
/** Does each work in a frame of its own, and all again if there was a newer picture meanwhile. */
function later(given) {
  if (isBusy) { next = given; return; }
  isBusy = true;
  let works = given; let i = 0;
  const tick = () => {
    if (!parts) { isBusy = false; next = null; return; }
    works[i++]();
    if (i === works.length && next) { works = next; next = null; i = 0; }
    if (i < works.length) requestAnimationFrame(tick); else isBusy = false;
  };
  requestAnimationFrame(tick);
}

function curves(given) {
  const series = [];
  given.branches.forEach((branch, i) => {
    const isPresent = branch.name === given.branch;
    const own = branch.curve;
    const short = branch.name === 'main' ? t('branch.main') : branch.name;
    series.push({ name: `${short}: ${t('play.train')}`, color: SERIES[i], dash: '', faint: !isPresent, points: own.evaluations.map(([at, train]) => [at, train]), band: isPresent ? own.batches.map(([at, low, high]) => [at, low, high]) : [] });
    series.push({ name: `${short}: ${t('play.held')}`, color: SERIES[i], dash: '4 3', faint: !isPresent, points: own.evaluations.map(([at, , held]) => [at, held]) });
  });
  series.push(...compare.series(app));
  const own = present().curve;
  const start = own.evaluations[0];
  const last = own.evaluations.at(-1);
  const round = (value) => (typeof value === 'number' ? String(Number(value.toPrecision(3))) : value);
  chart(parts.curve, series, {
    width: Math.max(240, parts.curve.clientWidth || 288), height: 190, title: t('play.curve'), mark: given.step, onpick: (x) => seek(Math.round(x)),
    caption: start ? t(own.spacing === 1 ? 'play.curve.each' : 'play.curve.caption', round(start[1]), round(last[1]), last[0].toLocaleString('en'), own.spacing) : '',
  });
}

function branches(given) {
  const key = JSON.stringify(given.branches.map((branch) => [branch.name, branch.difference, branch.name === given.branch]));
  if (key === parts.branchKey) return;
  parts.branchKey = key;
  if (given.branches.length < 2) { replace(parts.branches, h('span', { class: 'soft' }, t('play.branch.hint'))); return; }
  replace(parts.branches, given.branches.map((branch, i) => h('span', { class: 'branch' },
    h('button', { class: 'chip', 'aria-pressed': String(branch.name === given.branch), title: branch.difference, style: { 'border-color': SERIES[i] }, onclick: () => app.act('select', { branch: branch.name }) },
      branch.name === 'main' ? t('branch.main') : `${branch.name} · ${branch.curve.first.toLocaleString('en')} · ${branch.difference}`),
    branch.origin ? h('button', { class: 'chip', 'aria-label': t('play.drop', branch.name), onclick: () => app.act('drop', { branch: branch.name }) }, '×') : null)));
}

/** The link has another setup or step: the back button, or a link that was opened. */
export async function moved() {
  if (!app.frame || location.hash === app.own) return;
  app.own = location.hash;
  const step = Number(app.state.step);
  const next = app.setup();
  const same = (setup) => JSON.stringify(links.state(setup, app.hello.setup)) === JSON.stringify(links.state(next, app.hello.setup));
  const isSameDrawing = next.data !== 'drawn' || !app.state.points || app.state.points === links.inked(app.drawn);
  const known = isSameDrawing && app.frame.branches.find((branch) => same(branch.setup));
  if (!isSameDrawing) { app.drawn = links.points(app.state.points); await app.act('draw', { points: app.drawn, setup: next }); }
  else if (!known) await app.act('begin', { setup: next });
  else if (known.name !== app.frame.branch && !same(app.frame.setup)) await app.act('select', { branch: known.name });
  if (step) await app.act('seek', { step });
}

export function why() { app.why.open(`${app.frame.net.weights[0].path}[0,0]`); }

export function key(event) {
  if (event.target.tagName === 'BUTTON' && event.key === ' ') return false;
  const far = event.shiftKey ? 10 : 1;
  if (event.key === ' ') toggle();
  else if (event.key === 'ArrowRight') app.act('next', { count: far });
  else if (event.key === 'ArrowLeft') app.act('back', { count: far });
  else if (event.key === 'Home') app.act('seek', { step: first() });
  else return false;
  return true;
}
