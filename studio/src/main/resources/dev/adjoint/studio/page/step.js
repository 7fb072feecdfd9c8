// Step: one training step as a film. The picture is a function of the trace and the time; it asks
// for a prediction before it shows a number, if this is switched on.

import { h, icon, replace } from './dom.js';
import { draw } from './graph.js';
import { reason, valueTable } from './why.js';

let app; let parts; let film; let time = 0; let playing = 0; let revealed = new Set(); let score = [0, 0]; let asked; let loaded = ''; let source = '';
const t = (key, ...values) => app.t(key, ...values);
const isTour = () => Boolean(app.state.ask);
const SIZES = [0.1, 1];
const origin = () => JSON.stringify([app.state.lesson, app.state.run, app.state.run ? app.state.step || '1' : '']);

export async function enter(shell, root) {
  app = shell;
  film = null;
  parts = {
    ask: h('input', { type: 'checkbox', checked: isTour(), onchange: (e) => { app.amend({ ...app.state, ask: e.target.checked ? '1' : '' }); revealed = new Set(); score = [0, 0]; show(); } }),
    stops: h('ol', { class: 'stops' }), graph: h('div', { class: 'graph-box', tabindex: '0', role: 'region', 'aria-label': t('step.graph') }), card: h('div', { class: 'card-body' }),
    scrub: h('input', { type: 'range', min: 0, max: 1, step: 0.01, value: 0, 'aria-label': t('step.time'), oninput: (e) => { stop(); move(Number(e.target.value)); } }),
    where: h('output', { class: 'step' }), source: h('p', { class: 'soft' }), score: h('p', { class: 'soft' }),
  };
  parts.playButton = h('button', { class: 'round main-button', 'aria-label': t('step.play'), title: t('step.play'), onclick: toggle }, icon('play'));
  const b = (key, sign, action) => h('button', { class: 'round', title: t(key), 'aria-label': t(key), onclick: action }, icon(sign));
  root.append(
    h('h1', { class: 'out' }, t('page.step')),
    h('div', { class: 'panel left' }, parts.source,
      h('label', { class: 'check' }, parts.ask, t('step.ask')), parts.score, parts.stops),
    h('div', { class: 'panel middle' }, parts.graph, h('p', { class: 'legend-line' }, t('step.legend'))),
    h('div', { class: 'panel right card' }, parts.card),
    h('section', { class: 'transport', 'aria-label': t('step.transport') },
      h('div', { class: 'buttons' }, b('step.first', 'first', () => go(0)), b('step.before', 'back', () => go(Math.ceil(time) - 1)), parts.playButton, b('step.after', 'next', () => go(Math.floor(time) + 1))),
      h('div', { class: 'time' }, parts.scrub), parts.where));
  await load();
}

export function leave() { stop(); parts = null; }

async function load() {
  const about = app.about();
  if (source !== origin()) { revealed = new Set(); score = [0, 0]; shownKey = ''; }
  source = origin();
  try {
    film = await app.get('/api/film', about);
  } catch (failure) { await app.failed(failure); return; }
  if (!parts) return;
  loaded = JSON.stringify([about, film.step, film.hash]);
  if (about.session && app.frame && source === origin()) app.amend({ ...app.state, ...app.setupState(app.frame.setup, film.step - 1) });
  parts.scrub.max = film.stops.length - 0.001;
  replace(parts.source, about.lesson ? t('step.lesson', about.lesson) : about.run ? t('step.of', film.step, about.run) : t('step.own', film.step), about.lesson ? '' : ` · ${film.hash}`);
  let phase = '';
  replace(parts.stops, film.stops.map((each, i) => {
    const head = each.phase === phase ? null : h('li', { class: 'phase' }, t(`phase.${each.phase}`));
    phase = each.phase;
    return [head, h('li', {}, h('button', { class: 'stop', onclick: () => { stop(); go(i); } }, name(each)))];
  }));
  time = Math.min(film.stops.length - 0.001, Math.max(0, Number(app.state.at || 0)));
  show();
}

const name = (each) => (each.phase === 'backward' ? `∂ ${each.name}` : each.phase === 'again' ? t('step.again') : each.phase === 'forward' || each.phase === 'loss' ? `${each.label} → ${each.name}` : each.name);

function go(i) { if (!film) return; stop(); move(Math.max(0, Math.min(film.stops.length - 1, i))); }

function move(to) {
  if (!film) return;
  time = to;
  app.amend({ ...app.state, at: String(Math.floor(time)) });
  show();
}

const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

function toggle() {
  if (!film) return;
  if (playing) { stop(); return; }
  if (time >= film.stops.length - 1) time = 0;
  replace(parts.playButton, icon('pause'));
  let before = performance.now();
  const tick = (now) => {
    const at = Math.floor(time);
    const hold = covered(film.stops[at]) ? 0 : still() ? 1 : (now - before) / 1600;
    before = now;
    if (covered(film.stops[at])) { stop(); show(); return; }
    time = Math.min(film.stops.length - 1, time + hold);
    show();
    if (time >= film.stops.length - 1) stop(); else playing = requestAnimationFrame(tick);
  };
  playing = requestAnimationFrame(tick);
}

function stop() { cancelAnimationFrame(playing); playing = 0; if (parts) replace(parts.playButton, icon('play')); }

const covered = (each) => isTour() && each.ask && !revealed.has(each.ask + each.phase);

let shown = -1; let shownKey = '';
function show() {
  if (!parts || !film) return;
  const at = Math.min(film.stops.length - 1, Math.floor(time));
  const each = film.stops[at];
  parts.scrub.value = time;
  replace(parts.where, h('b', {}, `${at + 1} / ${film.stops.length}`), h('span', {}, t(`phase.${each.phase}`)));
  const picture = draw(film.graph, film.stops, time, { unknown: '…', covered: covered(each), label: `${t('step.graph')}: ${t(`phase.${each.phase}`)} ${name(each)}`, pick: (node) => app.why.open(first(node), app.about()) });
  replace(parts.graph, picture.svg);
  if (at !== shown) parts.graph.scrollTo({ left: picture.x - parts.graph.clientWidth / 2 + picture.width / 2, top: picture.y - parts.graph.clientHeight / 2 });
  [...parts.stops.querySelectorAll('.stop')].forEach((button, i) => {
    const isNow = i === at;
    if (isNow !== (button.getAttribute('aria-current') === 'step')) { if (isNow) { button.setAttribute('aria-current', 'step'); inView(button); } else button.removeAttribute('aria-current'); }
  });
  const key = `${at}${covered(each)}${app.language}${loaded}`;
  if (key !== shownKey) { shownKey = key; card(each); }
  shown = at;
  replace(parts.score, isTour() && score[1] ? t('step.score', score[0], score[1]) : '');
}

/** Scrolls the list of stops, and nothing else, until a stop is seen. */
function inView(button) {
  const panel = parts.stops.parentElement;
  if (panel.scrollHeight <= panel.clientHeight) return;
  const outer = panel.getBoundingClientRect(); const own = button.getBoundingClientRect();
  if (own.top < outer.top) panel.scrollTop += own.top - outer.top - 8;
  else if (own.bottom > outer.bottom) panel.scrollTop += own.bottom - outer.bottom + 8;
}

function first(node) {
  const rank = (node.shape.match(/\d+/g) || []).length;
  const index = rank ? `[${Array(rank).fill(0).join(',')}]` : '';
  return node.gradient && node.role !== 'loss' && node.role !== 'activation' ? `${node.name}.grad${index}` : `${node.name}${index}`;
}

async function card(each) {
  const head = [h('p', { class: 'soft' }, t(`phase.${each.phase}`)), h('h2', {}, name(each)), h('p', {}, t(`phase.${each.phase}.does`, each.label, each.name, each.uses ?? ''))];
  if (each.phase === 'again') {
    replace(parts.card, head, h('p', { class: 'value' }, `${each.before} → `, h('strong', {}, each.after)),
      h('p', { class: 'seal good' }, t(each.sign > 0 ? 'step.saved' : 'step.lost', each.saved)));
    return;
  }
  if (covered(each)) {
    let why;
    try { why = await app.get('/api/why', { ...app.about(), at: each.ask, terms: 6 }); } catch (failure) { await app.failed(failure); return; }
    if (!parts || film.stops[Math.floor(time)] !== each) return;
    const guess = (isRight) => {
      revealed.add(each.ask + each.phase);
      score[1]++;
      asked = isRight;
      if (asked) score[0]++;
      show();
      parts.card.prepend(h('p', { class: asked ? 'seal good' : 'seal bad', role: 'status' }, t(asked ? 'step.right' : 'step.wrong', why.value)));
    };
    const size = Math.abs(why.exact);
    const answers = {
      size: () => [['step.small', size < SIZES[0]], ['step.middle', size >= SIZES[0] && size < SIZES[1]], ['step.large', size >= SIZES[1]]].map(([key, isRight]) => h('button', { onclick: () => guess(isRight) }, t(key))),
      value: () => {
        const field = h('input', { type: 'text', inputmode: 'text', autocomplete: 'off', 'aria-label': t('step.value', why.number) });
        return h('form', { class: 'row', onsubmit: (event) => {
          event.preventDefault();
          const given = Number(field.value.trim().replace('−', '-').replace(',', '.'));
          if (field.value.trim() === '' || !Number.isFinite(given)) { app.say(t('practise.number'), true); return; }
          guess(Math.abs(given - why.exact) <= 0.005 * size + 1e-12);
        } }, field, h('button', { class: 'main-button' }, t('practise.mark')), h('button', { type: 'button', onclick: () => guess(false) }, t('step.tell')));
      },
      1: () => [['step.plus', 1], ['step.minus', -1], ['step.zero', 0]].map(([key, sign]) => h('button', { onclick: () => guess(sign === why.sign) }, t(key))),
    };
    const kind = answers[app.state.ask] ? app.state.ask : '1';
    replace(parts.card, head, h('div', { class: 'ask', 'data-at': why.number }, h('p', {}, t(kind === '1' ? 'step.predict' : `step.predict.${kind}`, why.number)),
      h('div', { class: 'row' }, answers[kind]())));
    return;
  }
  const mark = shownKey;
  const about = app.about();
  try {
    const why = await app.get('/api/why', { ...about, at: each.ask, terms: 6 });
    // The reader may have gone on to another stop or page meanwhile.
    if (!parts || mark !== shownKey) return;
    const value = await app.get('/api/value', { ...about, name: why.tableOf, gradient: why.tableOfGradient ? 1 : 0 });
    if (!parts || mark !== shownKey) return;
    const told = parts.card.querySelector('[role=status]');
    replace(parts.card, told, head, reason(app, why, (at) => app.why.open(at)), h('h3', {}, t('why.neighbours')), valueTable(app, value, (at) => app.why.open(at), why.number));
    parts.card.scrollTop = 0;
  } catch (failure) { await app.failed(failure); }
}

/** The link has changed: another stop, another run, or whether it asks. */
export function moved() {
  if (!parts || !film) return;
  parts.ask.checked = isTour();
  if (source !== origin()) { load(); return; }
  if (app.about().session && app.state.step && Number(app.state.step) !== film.step - 1) { app.act('seek', { step: Number(app.state.step) }); return; }
  time = Math.min(film.stops.length - 0.001, Math.max(0, Math.floor(time) === Number(app.state.at || 0) ? time : Number(app.state.at || 0)));
  show();
}

/** The run of this tab is at another step: a new film. */
export function frame(given) {
  if (parts && film && !app.state.run && !app.state.lesson && !given.running && given.step + 1 !== film.step) load();
}

export function why() { if (!film) return; const each = film.stops[Math.floor(time)]; if (each.ask) app.why.open(each.ask); }

export function key(event) {
  if (!film) return false;
  if (event.target.tagName === 'BUTTON' && event.key === ' ') return false;
  const far = event.shiftKey ? 10 : 1;
  if (event.key === ' ') toggle();
  else if (event.key === 'ArrowRight') go(Math.floor(time) + far);
  else if (event.key === 'ArrowLeft') go(Math.ceil(time) - far);
  else if (event.key === 'Home') go(0);
  else if (event.key === 'End') go(film.stops.length - 1);
  else return false;
  return true;
}
