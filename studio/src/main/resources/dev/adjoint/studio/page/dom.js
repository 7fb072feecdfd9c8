// Elements of the page. Nothing is ever made from a text of HTML.

const SVG = 'http://www.w3.org/2000/svg';

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'class') element.setAttribute('class', value);
    else if (name === 'text') element.textContent = value;
    else if (name === 'style') for (const [key, v] of Object.entries(value)) element.style.setProperty(key, v);
    else if (name in element && typeof value !== 'string') element[name] = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat(3)) {
    if (child === undefined || child === null || child === false) continue;
    element.append(child.nodeType ? child : String(child));
  }
  return element;
}

/** An HTML element. */
export const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);

/** An SVG element. */
export const s = (tag, attributes, ...children) => {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'text') element.textContent = value;
    else element.setAttribute(name, value);
  }
  for (const child of children.flat(3)) if (child) element.append(child);
  return element;
};

/** A choice from a list, with its label. */
export function select(label, names, value, text, changed) {
  const list = h('select', { onchange: (e) => changed(e.target.value) },
    names.map((name) => h('option', { value: name, selected: name === value }, text(name))));
  return h('label', { class: 'field' }, h('span', {}, label), list);
}

/** A number with its label; after a wrong one the last valid one holds. */
export function number(label, value, attributes, changed) {
  const input = h('input', {
    type: 'number', inputmode: 'decimal', ...attributes, value: String(value),
    onchange: (e) => { if (e.target.value !== '' && e.target.checkValidity()) changed(Number(e.target.value)); else e.target.reportValidity(); },
  });
  return h('label', { class: 'field' }, h('span', {}, label), input);
}

/** Replaces all children. */
export const replace = (element, ...children) => {
  element.replaceChildren(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
};

const ICONS = {
  first: 'M5,4h3v16H5zM20,4v16L9,12z', back: 'M17,4v16L5,12z', play: 'M7,4l13,8L7,20z', pause: 'M6,4h4v16H6zM14,4h4v16h-4z', next: 'M4,4l11,8L4,20zM17,4h3v16h-3z',
};

/** An icon for a button, drawn so that it needs no font. */
export const icon = (name) => s('svg', { viewBox: '0 0 24 24', width: 16, height: 16, class: 'icon', 'aria-hidden': 'true' }, s('path', { d: ICONS[name] }));

/** Bytes out of Base64. */
export function bytes(text) {
  const binary = atob(text);
  const all = new Uint8Array(binary.length);
  for (let i = 0; i < all.length; i++) all[i] = binary.charCodeAt(i);
  return all;
}

/** A number of the server: JSON numbers, or texts such as NaN. */
export const num = (value) => (typeof value === 'string' ? Number(value) : value);
