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

/** Paints bytes of the server, 128 for 0, into an image; `winners` are classes. */
export function paint(context, side, values, winners) {
  const image = context.createImageData(side, side);
  const { plus, minus, zero, third } = palette();
  const hues = [minus, plus, third];
  for (let i = 0; i < side * side; i++) {
    let c;
    if (values[i] === 1) c = (i + Math.floor(i / side)) % 2 ? [128, 128, 128] : zero;
    else {
      const share = (values[i] - 128) / 126;
      c = winners ? mix(zero, hues[winners[i] % 3], Math.max(0, Math.min(1, share)) * 0.8) : signed(share * 0.85);
    }
    image.data[4 * i] = c[0]; image.data[4 * i + 1] = c[1]; image.data[4 * i + 2] = c[2]; image.data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}

/** Colours of several curves, each with its own dashes. */
export const SERIES = ['var(--s0)', 'var(--s1)', 'var(--s2)', 'var(--s3)', 'var(--s4)', 'var(--s5)', 'var(--s6)', 'var(--s7)'];
export const DASHES = ['', '7 3', '2 3', '9 3 2 3', '', '7 3', '2 3', '9 3 2 3'];
