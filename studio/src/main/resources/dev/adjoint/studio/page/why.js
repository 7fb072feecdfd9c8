// The drawer Why: a number as the sum of products that makes it, every factor a link to its own
// reason, with a breadcrumb back. All texts and numbers are those of the server.

import { h, replace } from './dom.js';
import { formula } from './math.js';
import { get } from './server.js';

/** Draws a reason; `ask` is called with the address of a factor. */
export function reason(app, why, ask) {
  const t = (key, ...values) => app.t(key, ...values);
  const link = (factor) => (factor.at
    ? [h('button', { class: 'address', onclick: () => ask(factor.at) }, factor.at), h('span', { class: 'n' }, factor.text)]
    : [h('span', { class: 'n' }, factor.text)]);
  const parts = [];
  if (why.now !== undefined) {
    parts.push(h('p', { class: 'value' }, `${why.asked} = `, h('strong', {}, why.now)));
    if (why.update) parts.push(h('section', {}, h('h3', {}, t('why.update')), h('pre', { tabindex: '0' }, why.update.join('\n'))));
    parts.push(h('h3', {}, t('why.gradient')));
  }
  if (why.number === undefined) { parts.push(h('p', {}, t('why.no'))); return parts; }
  parts.push(h('p', { class: 'value' }, `${why.number} = `, h('strong', {}, why.value), h('span', { class: 'soft' }, ` ${why.type}, ${t('why.bits')} ${why.bits}`)));
  if (why.kind === 'given') parts.push(h('p', {}, why.replay.order));
  for (const part of why.parts) {
    parts.push(h('section', { class: 'part' },
      h('h3', {}, part.label),
      h('p', { class: 'formula' }, formula(part.formula)),
      h('p', { class: 'soft' }, part.shapes),
      part.reasons.length ? h('ul', {}, part.reasons.map((each) => h('li', {}, each))) : null,
      h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': t('why.terms') }, h('table', { class: 'terms' },
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('why.left')), h('th', { scope: 'col' }, t(part.isSum ? 'why.right' : 'why.slope')), h('th', { scope: 'col', class: 'num' }, part.isSum ? t('why.product') + part.unit : ''))),
        h('tbody', {}, part.rows.map((row) => h('tr', {},
          h('td', {}, link(row.left)), h('td', {}, part.isSum ? h('span', { class: 'times' }, '× ') : null, link(row.right)),
          h('td', { class: 'num' }, row.product, part.isSum ? h('span', { class: row.bar < 0 ? 'bar minus' : 'bar plus', style: { width: `${Math.abs(row.bar) * 52}px` } }) : null)))),
        part.isSum ? h('tfoot', {},
          part.restCount > 0 ? h('tr', {}, h('td', { colspan: '2' }, t('why.rest', part.restCount)), h('td', { class: 'num' }, part.rest || '')) : null,
          part.rounding ? h('tr', {}, h('td', { colspan: '2' }, t('why.rounding')), h('td', { class: 'num' }, part.rounding)) : null,
          h('tr', {}, h('th', { colspan: '2', scope: 'row' }, t('why.sum')), h('td', { class: 'num' }, h('strong', {}, part.sum)))) : null)),
      part.isSum && part.count > 1 ? h('p', { class: 'soft' }, t('why.signs', part.positive, part.negative)) : null));
  }
  if (why.parts.length > 1) {
    parts.push(h('section', {}, h('h3', {}, t('why.contributions')), h('table', { class: 'terms' },
      h('tbody', {}, why.parts.map((part) => h('tr', {}, h('td', {}, part.label), h('td', { class: 'num' }, part.value)))),
      h('tfoot', {}, h('tr', {}, h('th', { scope: 'row' }, t('why.sum')), h('td', { class: 'num' }, h('strong', {}, why.value)))))));
  }
  const numeric = why.numeric;
  parts.push(h('section', { class: 'seals' },
    h('p', { class: ['agrees', 'kink'].includes(numeric.verdict) ? 'seal good' : numeric.verdict === 'differs' ? 'seal bad' : 'seal' },
      h('strong', {}, t(`seal.${numeric.verdict}`)), ' ',
      numeric.verdict === 'agrees' || numeric.verdict === 'differs'
        ? (numeric.h ? t('seal.difference', numeric.value, numeric.h, numeric.difference) : t('seal.again', numeric.value, numeric.difference))
        : h('span', {}, numeric.note)),
    h('p', { class: why.replay.same ? 'seal good' : 'seal bad' }, h('strong', {}, t(why.replay.same ? 'seal.same' : 'seal.other')), ' ', h('span', {}, why.replay.order), app.language === 'zh' ? '。' : '. ',
      why.replay.deviation ? ` ${t('seal.off', why.replay.deviation)}` : '')));
  return parts;
}

/** A value as a table of links. */
export function valueTable(app, value, ask, marked) {
  const t = (key, ...values) => app.t(key, ...values);
  return h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': value.name },
    h('table', { class: 'numbers' },
      h('caption', {}, `${value.name} ${value.shape} ${value.type}`),
      h('tbody', {}, value.rows.map((row, i) => h('tr', {}, h('th', { scope: 'row' }, String(i)), row.map((cell) => h('td', {},
        h('button', { class: cell.at === marked ? 'number marked' : 'number', title: cell.at, onclick: () => ask(cell.at) }, cell.text))))))),
    value.moreRows || value.moreColumns ? h('p', { class: 'soft' }, t('value.more', value.moreRows, value.moreColumns)) : null);
}

export class Why {
  constructor(app, root) { this.app = app; this.root = root; this.trail = []; }

  isOpen() { return !this.root.hidden; }

  words() { this.root.setAttribute('aria-label', this.app.t('page.why')); if (this.isOpen() && this.trail.length) this.show(); }

  /** Opens the drawer with a number. */
  open(at, about) {
    if (!this.isOpen()) this.from = document.activeElement;
    this.about = about || this.app.about();
    this.trail = [at];
    this.root.hidden = false;
    document.body.classList.add('with-why');
    return this.show(true);
  }

  close() {
    this.root.hidden = true;
    this.root.replaceChildren();
    this.trail = [];
    document.body.classList.remove('with-why');
    const name = this.from && this.from.getAttribute('aria-label');
    const back = this.from && !this.from.isConnected && name ? [...document.querySelectorAll('[aria-label]')].find((element) => element.getAttribute('aria-label') === name) : this.from;
    if (back) back.focus();
  }

  ask(at) { this.trail.push(at); return this.show(true); }

  async show(focus) {
    const at = this.trail.at(-1);
    const t = (key, ...values) => this.app.t(key, ...values);
    let why; let value;
    if (!this.root.firstChild) replace(this.root, h('h2', { tabindex: '-1' }, t('why.title', at)), h('p', { class: 'soft' }, t('loading')));
    try {
      why = await get('/api/why', { ...this.about, lang: this.app.language, at, terms: 12 });
      if (why.tableOf) value = await get('/api/value', { ...this.about, name: why.tableOf, gradient: why.tableOfGradient && why.number !== undefined ? 1 : 0 });
    } catch (failure) {
      if (this.trail.length > 1) this.trail.pop(); else this.close();
      await this.app.failed(failure);
      return;
    }
    if (this.trail.at(-1) !== at) return;
    const link = `${location.origin}/${location.hash}`;
    const heading = h('h2', { tabindex: '-1' }, t('why.title', at));
    replace(this.root,
      h('div', { class: 'drawer-head' }, heading, h('button', { class: 'plain', 'aria-label': t('close'), onclick: () => this.close() }, '×')),
      h('p', { class: 'soft' }, t('why.step', why.step, why.hash)),
      h('nav', { class: 'crumbs', 'aria-label': t('why.trail') }, h('ol', {}, this.trail.map((each, i) => h('li', {},
        i + 1 === this.trail.length ? h('span', { 'aria-current': 'true' }, each) : h('button', { class: 'address', onclick: () => { this.trail.length = i + 1; this.show(true); } }, each))))),
      reason(this.app, why, (next) => this.ask(next)),
      why.counterpart ? h('p', {}, h('button', { class: 'address', onclick: () => this.ask(why.counterpart) }, why.counterpart)) : null,
      value ? h('details', {}, h('summary', {}, t('why.neighbours')), valueTable(this.app, value, (next) => this.ask(next), at)) : null,
      h('p', { class: 'actions' },
        why.command ? h('button', { onclick: () => this.copy(why.command) }, t('why.command')) : h('button', { onclick: () => this.copy(link) }, t('why.link')),
        why.role !== 'loss' && !at.includes('.grad') && !this.about.exercise ? h('button', { onclick: () => { this.close(); this.app.go('whatif', { at, run: this.about.run, step: this.about.step }); } }, t('why.whatif')) : null));
    this.root.scrollTop = 0;
    if (focus) heading.focus();
  }

  async copy(text) {
    try { await navigator.clipboard.writeText(text); this.app.say(this.app.t('copied', text)); } catch { this.app.say(text); }
  }
}
