// The state of the page is in its link: #/play?data=xor&rate=0.03

/** The page and the state of the present link. */
export function read() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  return { page: path || 'play', state: Object.fromEntries(new URLSearchParams(query || '')) };
}

/** The link of a page and a state. */
export function link(page, state) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) if (value !== undefined && value !== null && value !== '') query.set(name, value);
  const text = query.toString();
  return `#/${page}${text ? `?${text}` : ''}`;
}

/** Goes to a link; the back button undoes it. */
export function go(page, state) {
  const next = link(page, state);
  if (next !== location.hash) location.hash = next;
}

/** Changes the link in place, without an entry for the back button. */
export function amend(page, state) {
  history.replaceState(null, '', link(page, state));
}

const NUMBERS = ['samples', 'noise', 'held', 'rate', 'decay', 'batch', 'seed'];

/** The setup that a state names; defaults for what it does not name. */
export function setup(state, usual) {
  const all = { ...usual };
  for (const name of Object.keys(usual)) {
    const value = state[name];
    if (value === undefined) continue;
    if (name === 'hidden') all.hidden = value === 'none' ? [] : value.split(',').map(Number).filter((width) => Number.isInteger(width));
    else if (name === 'features') all.features = value.split(',').filter(Boolean);
    else if (NUMBERS.includes(name)) all[name] = Number.isFinite(Number(value)) ? Number(value) : usual[name];
    else all[name] = value;
  }
  return all;
}

/** The state of a setup: what differs from the defaults. */
export function state(given, usual) {
  const named = {};
  for (const [name, value] of Object.entries(given)) {
    if (JSON.stringify(value) === JSON.stringify(usual[name])) continue;
    named[name] = Array.isArray(value) ? (value.length ? value.join(',') : 'none') : String(value);
  }
  return named;
}

/** Drawn points as a text for the link: thousandths of x and y, and the class. */
export const inked = (points) => points.map(([x, y, label]) => [Math.round(x * 1000), Math.round(y * 1000), label].join('.')).join('_');

/** The points of such a text. */
export const points = (text) => (text || '').split('_').map((each) => each.split('.').map(Number))
  .filter((each) => each.length === 3 && each.every(Number.isInteger)).slice(0, 500).map(([x, y, label]) => [x / 1000, y / 1000, label]);
