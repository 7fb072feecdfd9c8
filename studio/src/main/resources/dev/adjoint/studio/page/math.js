// Formulas as MathML. A formula of the server is a line of text; its words, numbers and signs become
// elements, raised and lowered signs become superscripts and subscripts. Nothing is computed.

const MATHML = 'http://www.w3.org/1998/Math/MathML';
const RAISED = { '⁰': '0', '¹': '1', '²': '2', '³': '3', '⁴': '4', '⁵': '5', '⁶': '6', '⁷': '7', '⁸': '8', '⁹': '9', '⁻': '−', '⁺': '+', 'ᵀ': 'T', 'ⁿ': 'n' };
const LOWERED = { '₀': '0', '₁': '1', '₂': '2', '₃': '3', '₄': '4', '₅': '5', '₆': '6', '₇': '7', '₈': '8', '₉': '9', 'ᵢ': 'i', 'ⱼ': 'j', 'ₖ': 'k', 'ₙ': 'n', 'ₜ': 't', 'ₘ': 'm' };
const TOKENS = /[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ᵀⁿ]+|[₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₙₜₘ]+|[\p{Lu}\p{Ll}\p{Lo}∂][\p{Lu}\p{Ll}\p{Lo}\p{M}_]*|\d+(?:\.\d+)?|\s+|./gu;

const element = (name, ...children) => {
  const made = document.createElementNS(MATHML, name);
  made.append(...children);
  return made;
};

function token(text) {
  if (/^\d/.test(text)) return element('mn', text);
  if (/^[\p{L}∂]/u.test(text)) {
    if (text.startsWith('∂') && text.length > 1) return element('mrow', element('mo', '∂'), element('mi', text.slice(1)));
    return element(text === '∂' ? 'mo' : 'mi', text);
  }
  const sign = element('mo', text);
  if ('()[]{}|'.includes(text)) sign.setAttribute('stretchy', 'false');
  return sign;
}

/** One piece of a formula, which is not broken into lines. */
function piece(text) {
  const row = [];
  let blank = false;
  for (const [part] of text.matchAll(TOKENS)) {
    const before = row.at(-1);
    if (/^\s+$/.test(part)) { blank = true; continue; }
    const map = RAISED[part[0]] ? RAISED : LOWERED[part[0]] && before ? LOWERED : null;
    if (map && before) {
      const sign = [...part].map((each) => map[each]).join('');
      const script = element(/^\d+$/.test(sign) ? 'mn' : 'mi', sign);
      // A raised sign over a lowered one stands above it.
      row[row.length - 1] = map === RAISED && before.localName === 'msub'
        ? element('msubsup', ...before.children, script) : element(map === RAISED ? 'msup' : 'msub', before, script);
      blank = false;
      continue;
    }
    const made = token(part);
    const isWord = (each) => each && ['mi', 'mn', 'mrow'].includes(each.localName);
    if (blank && isWord(made) && row.length) row.push(element('mtext', '\u00a0'));
    row.push(made);
    blank = false;
  }
  const math = element('math', element('mrow', ...row));
  math.setAttribute('alttext', text);
  return math;
}

/** A formula; lines break before a sign of equality and after a comma. */
export function formula(text) {
  return text.split(/(?<=, )|(?= = )/).flatMap((part) => [piece(part.trim()), ' ']);
}
