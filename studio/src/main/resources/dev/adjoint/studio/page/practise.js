// Practise: exercises from real traced steps; a wrong answer that is a known mistake is named.

import { formula } from './math.js';
import { h, replace } from './dom.js';

let app; let parts; let exercise; let kind; let seed;
const t = (key, ...values) => app.t(key, ...values);
const KEY = 'adjoint-score';

function score() { try { return JSON.parse(localStorage.getItem(KEY)) || {}; } catch { return {}; } }
function keep(value) { try { localStorage.setItem(KEY, JSON.stringify(value)); } catch { /* a browser that keeps nothing */ } }

export async function enter(shell, root) {
  app = shell;
  kind = app.state.kind || 'square';
  seed = Number(app.state.seed || 1);
  parts = { kinds: h('div', { class: 'kinds' }), question: h('div', { class: 'panel question' }), answer: h('div', { class: 'panel answer' }), sheet: h('div', { class: 'sheet' }) };
  root.append(h('h1', {}, t('page.practise')), h('p', { class: 'lead' }, t('practise.lead')), parts.kinds, parts.question, parts.answer, parts.sheet);
  await load();
}

export function leave() { parts = null; }

async function load() {
  try { exercise = await app.get('/api/exercise', { kind, seed }); } catch (failure) { await app.failed(failure); return; }
  if (!parts) return;
  app.amend({ kind, seed: String(seed) });
  const known = score();
  replace(parts.kinds, h('div', { class: 'chips', role: 'group', 'aria-label': t('practise.kinds') }, exercise.kinds.map((each) => h('button', {
    class: 'chip', 'aria-pressed': String(each === kind), onclick: () => { kind = each; seed = 1; load(); },
  }, t(`exercise.${each}`), known[each] ? ` ✓${known[each]}` : ''))));
  replace(parts.question, question(exercise));
  form();
}

/** A question with its tables. */
function question(given) {
  return [h('h2', {}, `${t(`exercise.${given.kind}`)} · ${given.seed}`),
    h('p', { class: 'formula' }, formula(given.rule)),
    h('div', { class: 'givens' }, given.given.map((known) => (known.rows.length === 1 && known.rows[0].length === 1
      ? h('p', { class: 'given' }, h('i', {}, known.name), ` = ${known.rows[0][0]}`)
      : h('table', { class: 'numbers' }, h('caption', {}, known.name), h('tbody', {}, known.rows.map((row) => h('tr', {}, row.map((cell) => h('td', {}, cell))))))))),
    h('p', { class: 'asked' }, formula(t('practise.asked', given.asked)))];
}

function form(mark, typed) {
  const field = h('input', { type: 'text', inputmode: 'text', autocomplete: 'off', id: 'answer', value: typed ?? '' });
  const send = async (event) => {
    event.preventDefault();
    const text = field.value.trim().replace('−', '-').replace(',', '.');
    const value = Number(text);
    if (text === '' || !Number.isFinite(value)) { app.say(t('practise.number'), true); return; }
    let result;
    try { result = await app.post('/api/mark', { kind, seed, answer: value }); } catch (failure) { await app.failed(failure); return; }
    if (result.verdict === 'exact') { const known = score(); known[kind] = (known[kind] || 0) + 1; keep(known); }
    form(result, field.value);
  };
  replace(parts.answer, h('h2', {}, t('practise.answer')),
    h('form', { onsubmit: send, class: 'row' }, h('label', { class: 'field grow', for: 'answer' }, h('span', {}, `${exercise.asked} =`), field), h('button', { class: 'main-button' }, t('practise.mark'))),
    h('p', { class: 'soft' }, t('practise.digits')),
    mark ? h('div', { role: 'status' },
      h('p', { class: mark.verdict === 'exact' ? 'seal good' : mark.verdict === 'close' ? 'seal' : 'seal bad' }, h('strong', {}, t(`verdict.${mark.verdict}`)), ' ', mark.mistake ? t(`mistake.${mark.mistake}`) : mark.verdict === 'wrong' ? t('practise.unknown') : ''),
      h('details', { open: mark.verdict === 'exact' }, h('summary', {}, t('practise.show')),
        h('p', { class: 'value' }, `${exercise.asked} = `, h('strong', {}, mark.answer)),
        h('button', { onclick: () => app.why.open(mark.at, { exercise: kind, seed }) }, t('why.why')))) : null,
    h('p', { class: 'actions' }, h('button', { onclick: () => { seed += 1; load(); } }, t('practise.next')), h('button', { onclick: sheet }, t('practise.sheet'))));
  if (mark) field.focus();
}

/** A sheet of paper: the questions, and the answers on a page of their own. */
async function sheet() {
  let all;
  try { all = (await app.get('/api/sheet', { seed, count: 12 })).exercises; } catch (failure) { await app.failed(failure); return; }
  replace(parts.sheet, h('h2', {}, t('practise.sheet.title', seed)), h('button', { class: 'no-print', onclick: () => print() }, t('practise.print')),
    h('ol', {}, all.map((each) => h('li', {}, question(each), h('p', { class: 'blank' }, `${each.asked} = `)))),
    h('section', { class: 'answers' }, h('h2', {}, t('practise.answers')), h('ol', {}, all.map((each) => h('li', {}, `${each.asked} = ${each.answer}`)))));
  parts.sheet.scrollIntoView();
}
