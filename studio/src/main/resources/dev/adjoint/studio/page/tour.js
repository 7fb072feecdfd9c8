// The guided tours. Their texts, pages and selectors are data of the server; this file leads from
// one stop to the next and marks what a stop is about.

import { h, replace } from './dom.js';
import * as links from './link.js';

let app; let tours = null; let watching = 0;
const root = document.getElementById('tour');
const t = (key, ...values) => app.t(key, ...values);
const text = (some) => some[app.language] || some.en;

function link(tour, stop) {
  const { lang, theme } = links.read().state;
  const at = tour.stops[stop];
  return links.link(at.page, { ...at.state, lang, theme, tour: tour.id, stop: stop ? String(stop) : '' });
}

/** Shows the stop that the link names, or nothing. */
export async function show(shell, state) {
  app = shell;
  clearInterval(watching);
  unmark();
  if (!state.tour) { root.hidden = true; replace(root); return; }
  if (!tours) tours = await app.get('/tours.json');
  const tour = tours.tours.find((each) => each.id === state.tour);
  if (!tour) { root.hidden = true; return; }
  const n = Math.max(0, Math.min(tour.stops.length - 1, Math.floor(Number(state.stop) || 0)));
  const stop = tour.stops[n];
  root.hidden = false;
  root.setAttribute('aria-label', t('tour.tours'));
  const go = (to) => { location.hash = link(tour, to); };
  replace(root,
    h('p', { class: 'tour-head' }, h('strong', {}, text(tour.title)), h('span', { class: 'soft' }, ` ${n + 1} / ${tour.stops.length}`)),
    h('p', { class: 'tour-text', role: 'status' }, text(stop.text)),
    h('p', { class: 'tour-row' },
      h('button', { class: 'tour-back', disabled: n === 0, onclick: () => go(n - 1) }, t('tour.back')),
      h('button', { class: 'tour-next main-button', disabled: n + 1 === tour.stops.length, onclick: () => go(n + 1) }, t('tour.next')),
      h('button', { class: 'tour-end', onclick: () => { const { tour: one, stop: two, ...rest } = links.read().state; links.go(links.read().page, rest); } }, t('tour.end'))));
  mark(stop.select);
  watching = setInterval(() => { if (!document.hidden) mark(stop.select); }, 400);
}

function unmark() { document.querySelectorAll('.toured').forEach((each) => each.classList.remove('toured')); }

function mark(selector) {
  const wanted = document.querySelector(selector);
  if (!wanted || wanted.classList.contains('toured')) return;
  unmark();
  wanted.classList.add('toured');
  wanted.scrollIntoView({ block: 'nearest' });
}

/** The list of the tours. */
export async function list(shell) {
  app = shell;
  try { if (!tours) tours = await app.get('/tours.json'); } catch (failure) { await app.failed(failure); return; }
  const dialog = h('dialog', { class: 'help tours', 'aria-label': t('tour.tours') },
    h('h2', {}, t('tour.tours')), h('p', {}, t('tour.lead')),
    h('ol', {}, tours.tours.map((tour) => h('li', {}, h('a', { href: link(tour, 0), onclick: () => dialog.close() }, text(tour.title)), ' ', h('span', { class: 'soft' }, t('tour.stops', tour.stops.length))))),
    h('button', { onclick: () => dialog.close() }, t('close')));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
