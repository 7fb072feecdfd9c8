// The shell: bar, pages, language, theme, messages, keys.

import { h, replace } from './dom.js';
import * as links from './link.js';
import { Refused, Tab, get, post } from './server.js';
import { setDark } from './colors.js';
import { Why } from './why.js';
import * as play from './play.js';
import * as step from './step.js';
import * as whatif from './whatif.js';
import * as descent from './descent.js';
import * as practise from './practise.js';
import * as watch from './watch.js';
import * as draw from './draw.js';
import * as tour from './tour.js';

const PAGES = { play, step, whatif, descent, practise, watch, draw };
const OF_RUN = ['play', 'step', 'whatif'];
const bar = document.getElementById('bar');
const main = document.getElementById('main');
const notes = document.getElementById('notes');

const app = {
  words: {}, language: 'en', hello: null, tab: null, frame: null, scene: null, page: null, name: '',
  state: {}, connected: true, drawn: [], table: '',
  /** The text of a key, with values for {0}, {1}, …. */
  t(key, ...values) {
    let text = app.words[key];
    if (text === undefined) return key;
    values.forEach((value, i) => { text = text.replaceAll(`{${i}}`, value); });
    return text;
  },
  get, post,
  /** Acts on the run of this tab; a refusal is shown and gives null. */
  async act(action, fields) {
    try { return await app.tab.act(action, fields); } catch (failure) { await app.failed(failure); return null; }
  },
  /** Shows an error. */
  async failed(failure) {
    if (failure.name === 'AbortError') return;
    if (!(failure instanceof Refused)) throw failure;
    if (failure.status === 410) { reopen(); return; }
    app.say(failure.status === 0 ? app.t('lost') : failure.status === 401 ? app.t('token') : failure.message, true);
  },
  /** Shows a sentence, also to screen readers. */
  say(text, isError, stays) {
    const note = h('p', { class: isError ? 'note error' : 'note' }, text,
      h('button', { class: 'plain', 'aria-label': app.t('close'), onclick: () => note.remove() }, '×'));
    replace(notes, note);
    clearTimeout(app.timer);
    if (!stays) app.timer = setTimeout(() => note.remove(), isError ? 12000 : 4000);
  },
  /** Goes to a page that shows the present state of the run; the back button returns. */
  go(page, state) { links.go(page, { ...keep(), ...state }); app.own = location.hash; },
  /** Changes the link in place, unless another one was opened that is not yet shown. */
  amend(state) {
    if (location.hash !== app.at) return false;
    app.state = state;
    links.amend(app.name, { ...keep(), ...state });
    app.at = location.hash;
    return true;
  },
  setup() { return links.setup(app.state, app.hello.setup); },
  /** The link of a setup, with the drawn points, and the step of a run that pauses. */
  setupState(setup, step) {
    return { ...links.state(setup, app.hello.setup), points: setup.data === 'drawn' ? links.inked(app.drawn) : '', step: step ? String(step) : '' };
  },
  /** Which step a question is about: that of this tab, or of a run in a folder. */
  about() {
    const lang = app.language;
    if (app.state.lesson) return { lesson: app.state.lesson, lang };
    return app.state.run ? { run: app.state.run, step: app.state.step || 1, lang } : { session: app.tab.id, lang };
  },
};
app.why = new Why(app, document.getElementById('why'));

function keep() {
  const { lang, theme, tour: id, stop } = links.read().state;
  return { lang, theme, tour: id, stop };
}

function theme(state) {
  const dark = state.theme ? state.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  setDark(dark);
  return dark;
}

async function language(state) {
  const wanted = state.lang || (navigator.language.startsWith('zh') ? 'zh' : 'en');
  const name = app.hello.languages.includes(wanted) ? wanted : 'en';
  if (name !== app.language || !app.words.studio) {
    app.words = await get(`/api/words/${name}`);
    app.language = name;
    document.documentElement.lang = name === 'zh' ? 'zh-CN' : 'en';
  }
}

function header(current, dark) {
  const state = links.read().state;
  const page = (name) => h('a', {
    href: links.link(name, { lang: state.lang, theme: state.theme }), class: 'page',
    'aria-current': name === current ? 'page' : null,
    // These pages are about the run of this tab, so their links have it.
    onclick: (event) => { if (OF_RUN.includes(name) && app.frame) { event.preventDefault(); app.go(name, app.setupState(app.frame.setup, app.frame.running ? 0 : app.frame.step)); } },
  }, app.t(`page.${name}`));
  replace(bar,
    h('strong', { class: 'brand' }, 'Adjoint ', h('span', {}, app.t('studio'))),
    h('nav', { 'aria-label': app.t('pages') }, Object.keys(PAGES).map(page)),
    h('span', { class: 'tools' },
      h('span', { id: 'connection', class: app.connected ? 'good' : 'bad' }, app.t(app.connected ? 'connected' : 'disconnected')),
      h('button', { class: 'plain lessons', onclick: () => tour.list(app) }, app.t('tour.tours')),
      h('button', { class: 'plain', lang: app.language === 'zh' ? 'en' : 'zh-CN', onclick: () => links.go(links.read().page, { ...state, lang: app.language === 'zh' ? 'en' : 'zh' }) },
        app.language === 'zh' ? 'English' : '中文'),
      h('button', { class: 'plain', 'aria-pressed': String(dark), title: app.t('theme'), 'aria-label': app.t('theme'), onclick: () => links.go(links.read().page, { ...state, theme: dark ? 'light' : 'dark' }) }, dark ? '☀' : '☾'),
      h('button', { class: 'plain', title: app.t('keys'), 'aria-label': app.t('keys'), onclick: help }, '?')));
}

function help() {
  const dialog = h('dialog', { class: 'help', 'aria-label': app.t('keys') },
    h('h2', {}, app.t('keys')),
    h('dl', {}, ['space', 'arrows', 'home', 'w', 'd', 'l', 'help'].map((key) => [h('dt', {}, app.t(`key.${key}`)), h('dd', {}, app.t(`key.${key}.does`))])),
    h('p', {}, app.t('legend.sign')),
    h('button', { onclick: () => dialog.close() }, app.t('close')));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

async function show() {
  const { page, state } = links.read();
  const name = PAGES[page] ? page : 'play';
  const asked = location.hash;
  app.at = name === app.name ? asked : null;
  const dark = theme(state);
  const before = app.language;
  await language(state);
  const isNew = name !== app.name || before !== app.language || dark !== app.dark;
  app.dark = dark;
  const { lang, theme: ignored, tour: id, stop, ...own } = state;
  app.state = own;
  if (isNew) {
    if (app.page && app.page.leave) app.page.leave();
    if (name !== app.name && app.why.isOpen()) app.why.close();
    app.name = name;
    app.at = asked;
    app.page = PAGES[name];
    document.title = `${app.t(`page.${name}`)} · Adjoint Studio`;
    document.getElementById('skip').textContent = app.t('skip');
    header(name, dark);
    replace(main);
    main.className = `main-${name}`;
    app.page.enter(app, main);
    if (app.page.moved) app.page.moved();
    if (app.scene && app.page.scene) app.page.scene(app.scene);
    if (app.frame && app.page.frame) app.page.frame(app.frame);
    app.why.words();
  } else {
    header(name, dark);
    if (app.page.moved) app.page.moved();
  }
  await tour.show(app, state);
}

/** Opens a tab on the server with the run of the link, or another one. */
async function open(wanted = { state: links.read().state }) {
  if (app.tab) app.tab.end();
  const { state } = wanted;
  const setup = links.setup(state, app.hello.setup);
  const own = ['drawn', 'table'].includes(setup.data);
  let session;
  try {
    session = await post('/api/session', { setup: own ? app.hello.setup : setup });
  } catch (failure) {
    if (failure.status !== 400) throw failure;
    await app.ready;
    app.say(failure.message, true);
    session = await post('/api/session', {});
  }
  app.tab = new Tab(session.session, {
    scene: (scene) => { app.scene = scene; if (app.page && app.page.scene) app.page.scene(scene); },
    frame: (frame) => { app.frame = frame; if (!app.drawing) { app.drawing = true; requestAnimationFrame(paint); } },
    connected,
    lost: reopen,
  });
  await app.ready;
  if (own) await bring(setup, state);
  for (const [action, fields] of wanted.steps || (state.step && !state.run ? [['seek', { step: Number(state.step) || 0 }]] : [])) {
    if (!await app.act(action, fields)) break;
  }
  app.tab.listen();
}

/** The points of the link, or the file that was chosen, are sent again. */
async function bring(setup, state) {
  if (setup.data === 'drawn') {
    app.drawn = links.points(state.points);
    if (app.drawn.length) await app.act('draw', { points: app.drawn, setup });
  } else if (app.table) {
    await app.tab.table(app.table);
    await app.act('begin', { setup });
  } else app.say(app.t('table.again'), true);
}

function connected(on) {
  app.connected = on;
  const sign = document.getElementById('connection');
  if (sign) { sign.className = on ? 'good' : 'bad'; sign.textContent = app.t(on ? 'connected' : 'disconnected'); }
}

/** What the tab has shown last: its setup, and the actions that lead from its start to this step. */
function last() {
  const frame = app.frame;
  if (!frame) return { state: links.read().state };
  const chain = [];
  for (let name = frame.branch; name; ) {
    const branch = frame.branches.find((each) => each.name === name);
    if (!branch) break;
    chain.unshift(branch);
    name = branch.origin;
  }
  const steps = []; let step = frame.step;
  for (const [i, branch] of chain.entries()) {
    if (!i) continue;
    steps.push(['seek', { step: branch.curve.first }]);
    // A changed weight is not among the settings, so its branch cannot be repeated.
    if (JSON.stringify(branch.setup) === JSON.stringify(chain[i - 1].setup)) { step = branch.curve.first; break; }
    steps.push(['branch', { setup: branch.setup }]);
  }
  steps.push(['seek', { step }]);
  if (frame.running) steps.push(['run', { on: 1 }]);
  return { state: app.setupState(chain.length ? chain[0].setup : frame.setup), steps };
}

/** Whether the server still has the run of this tab; then its pictures come again. */
async function resumed() {
  try {
    await app.tab.act('run', { on: app.frame && app.frame.running ? 1 : 0 });
    app.tab.open();
    return true;
  } catch (failure) { if (failure.status === 410) return false; throw failure; }
}

/** Tries until the server answers; then the run is made again, with the same bits, to the step that was shown. */
async function reopen() {
  if (app.reopening) return;
  app.reopening = true;
  const before = last();
  let told = '';
  for (let wait = 500; ; wait = Math.min(4000, wait * 1.5)) {
    await new Promise((done) => { setTimeout(done, wait); });
    try { if (!await resumed()) await open(before); break; } catch (failure) {
      connected(false);
      const kind = failure.status === 401 ? 'token' : failure.status ? failure.message : 'lost';
      if (kind !== told) { told = kind; app.say(app.t(kind), true, true); }
    }
  }
  app.reopening = false;
  app.say(app.t('restored'));
}

function paint() {
  app.drawing = false;
  if (app.page && app.page.frame && app.frame) app.page.frame(app.frame);
}

function isTyping(event) {
  const element = event.target;
  return event.ctrlKey || event.metaKey || event.altKey
    || ['INPUT', 'SELECT', 'TEXTAREA'].includes(element.tagName) || document.querySelector('dialog[open]');
}

document.addEventListener('keydown', (event) => {
  if (!app.page) return;
  if (event.key === 'Escape' && app.why.isOpen()) { app.why.close(); return; }
  if (isTyping(event)) return;
  const state = links.read().state;
  if (event.key === '?') help();
  else if (event.key === 'l') links.go(links.read().page, { ...state, lang: app.language === 'zh' ? 'en' : 'zh' });
  else if (event.key === 'd') links.go(links.read().page, { ...state, theme: app.dark ? 'light' : 'dark' });
  else if (event.key === 'w' && app.page.why) app.page.why();
  else if (app.page && app.page.key && app.page.key(event)) event.preventDefault();
});

let shown = Promise.resolve();
/** Shows the page of the link, after the page before is complete. */
function again() { shown = shown.then(show).catch((failure) => app.failed(failure)); }

try {
  app.hello = await get('/api/hello');
  const opened = open();
  app.ready = language(links.read().state);
  await app.ready;
  // The page Play is drawn before its run begins; the others ask about the run.
  if (links.read().page !== 'play') await opened;
  await show();
  await opened;
  addEventListener('hashchange', again);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', again);
  if (links.read().page !== app.name) again();
} catch (failure) {
  document.getElementById('main').textContent = failure.status === 401
    ? 'Open the address that adjoint studio printed; it holds a token. 请打开 adjoint studio 打印的地址，其中含有令牌。'
    : `${failure.message} (${failure.status})`;
}
