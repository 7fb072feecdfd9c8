// Two runs compared: one that is kept, and the present one beside it. The kept run is what the server
// sent of it; nothing is computed again.

import { h, replace, bytes } from './dom.js';
import { paint } from './colors.js';

let kept = null;

/** Keeps the present run, or lets the kept one go. */
export function keep(app) {
  const given = app.frame;
  kept = { setup: given.setup, step: given.step, hash: given.hash, train: given.train, held: given.held, net: given.net, scene: app.scene,
    curve: given.branches.find((branch) => branch.name === given.branch).curve, branch: given.branch };
}

/** The curves of the kept run. */
export function series(app) {
  if (!kept) return [];
  return [1, 2].map((part) => ({
    name: `${app.t('play.kept')}: ${app.t(part === 1 ? 'play.train' : 'play.held')}`, color: 'var(--s7)', dash: part === 1 ? '1 2' : '1 5', faint: false,
    points: kept.curve.evaluations.map((each) => [each[0], each[part]]),
  }));
}

function boundary(net, label) {
  const canvas = h('canvas', { class: 'small-plane', width: net.side, height: net.side, role: 'img', 'aria-label': label });
  paint(canvas.getContext('2d'), net.side, bytes(net.bytes), net.winners ? bytes(net.winners) : null);
  return canvas;
}

/** Draws both, side by side. */
export function show(app, section, given) {
  const t = (key, ...values) => app.t(key, ...values);
  section.hidden = !kept;
  if (!kept || (given.running && section.firstChild && performance.now() - (section.drawn || 0) < 400)) return;
  section.drawn = performance.now();
  const differs = Object.keys(kept.setup).filter((name) => JSON.stringify(kept.setup[name]) !== JSON.stringify(given.setup[name]));
  const text = (value) => (Array.isArray(value) ? value.join(', ') : String(value));
  const word = (name, value) => (['data', 'activation', 'loss', 'optimizer', 'start'].includes(name) ? t(`${name}.${value}`) : text(value));
  const row = (name, a, b) => h('tr', {}, h('th', { scope: 'row' }, name), h('td', { class: 'num' }, a), h('td', { class: 'num' }, b));
  const label = { hidden: 'play.net', start: 'play.start', data: 'play.data', features: 'play.features', samples: 'play.samples', noise: 'play.noise', activation: 'play.activation', loss: 'play.loss', optimizer: 'play.optimizer', rate: 'play.rate', decay: 'play.decay', batch: 'play.batch', seed: 'play.seed', held: 'play.held' };
  const all = [kept, given];
  replace(section, h('table', { class: 'terms' },
    h('caption', { class: 'out' }, t('play.compared')),
    h('thead', {}, h('tr', {}, h('td', {}), h('th', { scope: 'col', class: 'num' }, t('play.kept')), h('th', { scope: 'col', class: 'num' }, t('play.present')))),
    h('tbody', {},
      h('tr', {}, h('th', { scope: 'row' }, t('plane')), all.map((run, i) => h('td', { class: 'num' }, boundary(run.net, `${t('plane')}: ${t(i ? 'play.present' : 'play.kept')}`)))),
      row(t('play.timeline'), ...all.map((run) => run.step.toLocaleString('en'))),
      row(t('play.hash'), ...all.map((run) => run.hash.slice(0, 8))),
      row(`${t('play.loss')}: ${t('play.train')}`, ...all.map((run) => run.train.loss)), row(`${t('play.loss')}: ${t('play.held')}`, ...all.map((run) => run.held.loss)),
      given.held.accuracy || kept.held.accuracy ? row(t('play.right'), ...all.map((run) => run.held.accuracy || '–')) : null,
      differs.map((name) => row(t(label[name]), ...all.map((run) => word(name, run.setup[name])))))),
  h('p', { class: 'soft' }, differs.length ? '' : t('play.compared.same')),
  h('button', { onclick: () => { kept = null; section.hidden = true; } }, t('play.unkeep')));
}
