// Closer looks at a run: what diagnose finds, and pictures that need a replay of the run. They are
// computed by the server on request and shown when they are done.

import { h, replace, select } from './dom.js';
import { get } from './server.js';

const LOOKS = ['diagnosis', 'histograms', 'confusion', 'filters', 'attention', 'network', 'landscape', 'rate', 'embedding', 'bent'];

/** The section for one of the runs that are shown. */
export function looks(app, section) {
  const t = (key, ...values) => app.t(key, ...values);
  let runs = []; let run = ''; let timer; let ended = false;
  const body = h('div', { class: 'look-body' });
  const status = h('p', { class: 'soft', role: 'status' });
  const address = (look) => `/api/runs/${encodeURIComponent(run)}/${look}`;

  function draw() {
    const now = app.state.look || '';
    replace(section, h('h2', {}, t('look.title')),
      h('div', { class: 'row' },
        runs.length > 1 ? select(t('watch.run'), runs, run, (name) => name, (name) => { run = name; draw(); show(); }) : h('strong', {}, run),
        LOOKS.map((look) => h('button', { 'aria-pressed': String(look === now), onclick: () => { app.amend({ ...app.state, look }); draw(); start(look); } }, t(`look.${look}`)))),
      status, body);
  }

  async function start(look) {
    replace(body); status.textContent = t('look.computing');
    try { await app.tab.post(address(look), {}); } catch (failure) { status.textContent = failure.status === 409 ? t('look.busy') : failure.message; return; }
    show();
  }

  async function show() {
    clearTimeout(timer);
    const look = app.state.look || '';
    const asked = run;
    if (!look || !run) { replace(body); status.textContent = t('look.choose'); return; }
    let answer;
    try { answer = await get(address(look)); } catch (failure) { status.textContent = failure.message; return; }
    if (ended || asked !== run || look !== app.state.look) return;
    if (answer.state === 'none') { replace(body); status.textContent = t('look.choose'); return; }
    status.textContent = answer.state === 'failed' ? answer.failure : answer.state === 'computing'
      ? (look === 'diagnosis' ? t('look.checks', answer.outcomes.length, answer.checks) : t('look.computing')) : '';
    if (look === 'diagnosis') findings(answer); else if (answer.names) pictures(look, answer.names);
    if (answer.state === 'computing') timer = setTimeout(show, 700);
  }

  function pictures(look, names) {
    const query = new URLSearchParams({ lang: app.language, theme: app.dark ? 'dark' : 'light' });
    replace(body, Object.entries(names).map(([name, text]) => h('figure', { class: 'look-picture' },
      h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': `${t(`look.${look}`)}: ${name}` },
        h('img', { src: `${address(look)}/${encodeURIComponent(name)}?${query}`, alt: text })))));
  }

  function findings(answer) {
    const said = (text) => text[app.language] || text.en;
    const number = (value) => (typeof value === 'number' ? String(Number(value.toPrecision(4))) : value);
    const found = answer.outcomes.filter((each) => each.kind === 'finding');
    const healthy = answer.outcomes.filter((each) => each.kind === 'healthy');
    const refused = answer.outcomes.filter((each) => each.kind === 'refused');
    const list = (items) => h('ul', {}, items.map((each) => h('li', {}, said(each.text))));
    replace(body,
      answer.state === 'done' && !found.length ? h('p', { class: 'seal good' }, t('look.healthy')) : null,
      found.map((each) => h('article', { class: `finding ${each.severity}` }, h('h3', {}, said(each.text)),
        h('ul', {}, each.evidence.map((fact) => h('li', {}, `${said(fact.what)}: ${number(fact.value)}`))),
        h('p', {}, h('strong', {}, t('look.cure')), ' ', said(each.cure)),
        each.trial ? h('p', {}, t(each.trial.helped ? 'look.helped' : 'look.unhelped', said(each.trial.measure), number(each.trial.figure_before), number(each.trial.figure_after))) : null)),
      healthy.length ? h('details', {}, h('summary', {}, t('look.good', healthy.length)), list(healthy)) : null,
      refused.length ? h('details', {}, h('summary', {}, t('look.refused', refused.length)), list(refused)) : null);
  }

  return {
    of(names) {
      const key = JSON.stringify([names, app.language, app.dark]);
      if (section.dataset.key === key) return;
      section.dataset.key = key;
      runs = names;
      if (!runs.includes(run)) run = runs[0] || '';
      section.hidden = !run;
      if (run) { draw(); show(); }
    },
    end() { ended = true; clearTimeout(timer); },
  };
}
