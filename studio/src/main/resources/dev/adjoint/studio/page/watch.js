// Watch: the curves of runs in folders, finished or running, several beside each other.

import { h, replace, select } from './dom.js';
import { chart } from './chart.js';
import { looks } from './looks.js';

let app; let parts; let closer; let list; let chosen; let curves; let figure; let log; let timer; let from = 0;
const t = (key, ...values) => app.t(key, ...values);

export async function enter(shell, root) {
  app = shell;
  chosen = (app.state.runs || '').split('|').filter(Boolean);
  figure = app.state.figure || 'loss';
  log = app.state.log === '1';
  curves = new Map();
  from = 0;
  parts = { list: h('div', { class: 'run-list' }), charts: h('div', { class: 'charts' }), looks: h('section', { class: 'looks', 'aria-label': t('look.title') }), search: h('input', { type: 'search', 'aria-label': t('watch.search'), placeholder: t('watch.search'), oninput: () => { from = 0; load(); } }) };
  root.append(h('h1', { class: 'out' }, t('page.watch')), h('div', { class: 'panel left' }, parts.search, parts.list), h('div', { class: 'panel middle' }, parts.charts, parts.looks));
  closer = looks(app, parts.looks);
  await load();
  if (!chosen.length && list && list.runs.length) chosen = [list.runs[0].name];
  names();
  await refresh();
  timer = setInterval(refresh, 2000);
}

export function leave() { clearInterval(timer); closer.end(); parts = null; }

async function load() {
  try { list = await app.get('/api/runs', { q: parts.search.value, from }); } catch (failure) { await app.failed(failure); return; }
  if (parts) names();
}

function names() {
  if (!list.count) { replace(parts.list, h('p', {}, t('watch.none', list.folder)), h('pre', {}, './adjoint train --set spirals')); return; }
  replace(parts.list, h('p', { class: 'soft' }, t('watch.count', list.count.toLocaleString('en'), list.folder)),
    h('ul', {}, list.runs.map((run) => h('li', {}, h('label', { class: 'check' },
      h('input', { type: 'checkbox', checked: chosen.includes(run.name), onchange: (e) => { chosen = e.target.checked ? [...chosen, run.name].slice(-8) : chosen.filter((name) => name !== run.name); names(); refresh(true); } }),
      h('span', {}, run.name), h('small', { class: run.finished ? 'soft' : 'live' }, run.finished ? '' : t('watch.open')))))),
    list.count > 100 ? h('div', { class: 'row' }, h('button', { disabled: from === 0, onclick: () => { from -= 100; load(); } }, '◀'), h('button', { disabled: from + 100 >= list.count, onclick: () => { from += 100; load(); } }, '▶')) : null);
}

async function refresh(all) {
  if (!parts || document.hidden) return;
  for (const name of chosen) {
    const known = curves.get(name);
    if (known && known.finished && !all) continue;
    try { curves.set(name, await app.get(`/api/runs/${encodeURIComponent(name)}`)); } catch (failure) {
      if (failure.status === 404 || failure.status === 422) { chosen = chosen.filter((each) => each !== name); names(); }
      await app.failed(failure);
      return;
    }
    if (!parts) return;
  }
  draw();
}

function draw() {
  app.amend({ runs: chosen.join('|'), figure, log: log ? '1' : '', look: app.state.look || '' });
  const shown = chosen.map((name) => curves.get(name)).filter(Boolean);
  const key = JSON.stringify([shown, figure, log, app.language, parts.charts.clientWidth, app.dark]);
  if (key === parts.key) return;
  parts.key = key;
  closer.of(shown.map((run) => run.name));
  if (!shown.length) { replace(parts.charts, h('p', {}, t('watch.choose'))); return; }
  const figures = [...new Set(shown.flatMap((run) => run.epochs.flatMap((epoch) => Object.keys(epoch))).map((name) => name.replace(/^\w+ /, '')))];
  if (!figures.includes(figure)) figure = figures[0] || 'loss';
  const box = h('figure', { class: 'wide-curve' });
  const series = shown.flatMap((run, i) => ['train', 'validation'].map((part) => ({
    name: `${run.name}: ${t(`part.${part}`)}`, color: `var(--s${i % 8})`, dash: part === 'train' ? '' : '5 3',
    points: run.epochs.map((epoch, k) => [k + 1, epoch[`${part} ${figure}`]]).filter(([, y]) => y !== undefined),
  }))).filter((line) => line.points.length);
  replace(parts.charts,
    h('div', { class: 'row' },
      select(t('watch.figure'), figures.length ? figures : [figure], figure, (name) => name, (name) => { figure = name; parts.key = ''; draw(); }),
      h('label', { class: 'check' }, h('input', { type: 'checkbox', checked: log, onchange: (e) => { log = e.target.checked; parts.key = ''; draw(); } }), t('watch.log'))),
    box, h('p', { class: 'soft' }, t('watch.every')),
    h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': t('watch.table') }, h('table', { class: 'terms runs' },
      h('thead', {}, h('tr', {}, [t('watch.run'), t('watch.epochs'), t('watch.best'), t('watch.last'), t('watch.ending'), t('watch.seconds'), ''].map((each, i) => (each ? h('th', { scope: 'col', class: i > 0 && i < 4 ? 'num' : '' }, each) : h('td', {}))))),
      h('tbody', {}, shown.map((run) => row(run))))));
  chart(box, series, { width: Math.max(280, box.clientWidth || 700), height: 340, title: figure, xLabel: t('watch.epoch'), log, legend: true, caption: '' });
}

function row(run) {
  const name = `validation ${figure}`;
  const values = run.epochs.map((epoch) => epoch[name] ?? epoch[`train ${figure}`]).filter((value) => typeof value === 'number');
  const isLow = /loss|error|mae|rmse|perplexity/.test(figure);
  const best = values.length ? (isLow ? Math.min(...values) : Math.max(...values)) : null;
  const text = (value) => (value === null || value === undefined ? '–' : String(Number(value.toPrecision(5))));
  return h('tr', {}, h('th', { scope: 'row' }, run.name), h('td', { class: 'num' }, String(run.epochs.length)), h('td', { class: 'num' }, text(best)), h('td', { class: 'num' }, text(values.at(-1) ?? null)),
    h('td', {}, run.finished ? t(`ending.${run.facts.ending}`) : t('watch.open')), h('td', {}, run.facts.seconds ?? '–'),
    h('td', {}, h('button', { onclick: () => app.go('step', { run: run.name, step: '1' }) }, t('watch.film'))));
}
