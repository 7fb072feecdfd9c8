// Colours: the hue is the sign, everywhere. Blue is above 0, orange below.

let dark = false;
const LIGHT = { plus: [0, 90, 143], minus: [194, 78, 0], zero: [246, 247, 248], third: [96, 104, 112] };
const DARK = { plus: [109, 184, 232], minus: [242, 163, 107], zero: [30, 36, 43], third: [168, 176, 186] };

export function setDark(on) { dark = on; }
const palette = () => (dark ? DARK : LIGHT);
const mix = (a, b, share) => [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
const css = (c) => `rgb(${c.map(Math.round).join(' ')})`;

/** The colour of a share from −1 to 1. */
export function signed(share) {
  const { plus, minus, zero } = palette();
  return mix(zero, share >= 0 ? plus : minus, Math.min(1, Math.abs(share)));
}

export const signColor = (value) => css(value >= 0 ? palette().plus : palette().minus);
export const classColor = (label) => css([palette().minus, palette().plus, palette().third][label % 3]);

const tables = new Map();
const packed = (c) => ((255 << 24) | (Math.round(c[2]) << 16) | (Math.round(c[1]) << 8) | Math.round(c[0])) >>> 0;

/** The colours of the 256 bytes, for signed values or for a class. */
function table(kind) {
  const key = dark ? `dark${kind}` : kind;
  if (!tables.has(key)) {
    const { plus, minus, zero, third } = palette();
    const hues = [minus, plus, third];
    const all = new Uint32Array(256);
    for (let v = 0; v < 256; v++) {
      const share = (v - 128) / 126;
      all[v] = packed(kind === 'signed' ? signed(share * 0.85) : mix(zero, hues[kind % 3], Math.max(0, Math.min(1, share)) * 0.8));
    }
    tables.set(key, all);
  }
  return tables.get(key);
}

const images = new WeakMap();

/** Paints bytes of the server, 128 for 0, into an image; `winners` are classes. */
export function paint(context, side, values, winners) {
  let image = images.get(context);
  if (!image || image.width !== side) { image = context.createImageData(side, side); images.set(context, image); }
  const pixels = new Uint32Array(image.data.buffer);
  const of = winners ? [table(0), table(1), table(2)] : null;
  const plain = table('signed');
  const zero = packed(palette().zero); const grey = packed([128, 128, 128]);
  for (let i = 0; i < side * side; i++) {
    if (values[i] === 1) pixels[i] = (i + Math.floor(i / side)) % 2 ? grey : zero;
    else pixels[i] = winners ? of[winners[i] % 3][values[i]] : plain[values[i]];
  }
  context.putImageData(image, 0, 0);
}

/** Colours of several curves, each with its own dashes. */
export const SERIES = ['var(--s0)', 'var(--s1)', 'var(--s2)', 'var(--s3)', 'var(--s4)', 'var(--s5)', 'var(--s6)', 'var(--s7)'];
export const DASHES = ['', '7 3', '2 3', '9 3 2 3', '', '7 3', '2 3', '9 3 2 3'];
