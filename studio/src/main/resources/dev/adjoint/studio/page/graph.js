// The graph of a step. Its positions come from the server; the picture depends only on the graph, the
// stops and a time, so any time can be drawn directly.

import { s } from './dom.js';

const W = 122; const H = 46; const GX = 14; const GY = 24;
const short = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** Draws the film at a time: the present stop, and the share of the way to the next one. */
export function draw(graph, stops, time, options) {
  const at = Math.min(stops.length - 1, Math.floor(time));
  const share = time - at;
  const stop = stops[at];
  const X = (node) => 8 + node.row * (W + GX);
  const Y = (node) => 8 + node.column * (H + GY);
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const known = new Set(); const graded = new Set(); const updated = new Set();
  graph.nodes.filter((node) => !graph.edges.some((edge) => edge.to === node.id)).forEach((node) => known.add(node.id));
  stops.slice(0, at + 1).forEach((each, i) => {
    const isDone = i < at || !options.covered;
    if ((each.phase === 'forward' || each.phase === 'loss') && isDone) known.add(each.node);
    if (each.phase === 'backward' && isDone) graded.add(each.node);
    if (each.phase === 'backward') each.from.forEach((id) => graded.add(id));
    if (each.phase === 'update') updated.add(each.node);
  });
  const parts = [s('defs', {},
    s('marker', { id: 'head', viewBox: '0 0 8 8', refX: 8, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto' }, s('path', { d: 'M0,0L8,4L0,8z', class: 'head' })),
    s('marker', { id: 'open', viewBox: '0 0 8 8', refX: 1, refY: 4, markerWidth: 8, markerHeight: 8, orient: 'auto-start-reverse' }, s('path', { d: 'M1,1L7,4L1,7', class: 'open' })))];
  for (const edge of graph.edges) {
    const from = byId.get(edge.from); const to = byId.get(edge.to);
    const [x1, y1, x2, y2] = [X(from) + W / 2, Y(from) + H, X(to) + W / 2, Y(to)];
    const middle = (y1 + y2) / 2;
    const isForward = (stop.phase === 'forward' || stop.phase === 'loss') && stop.node === edge.to;
    const isBack = stop.phase === 'backward' && stop.node === edge.from && stop.from.includes(edge.to);
    const path = s('path', { d: `M${x1},${y1}C${x1},${middle} ${x2},${middle} ${x2},${y2}`, class: `flow${isForward ? ' forward' : ''}${isBack ? ' back' : ''}` });
    path.setAttribute(isBack ? 'marker-start' : 'marker-end', isBack ? 'url(#open)' : 'url(#head)');
    parts.push(path);
    if (isForward || isBack) {
      const u = isForward ? share : 1 - share;
      const bx = (1 - u) ** 3 * x1 + 3 * (1 - u) ** 2 * u * x1 + 3 * (1 - u) * u * u * x2 + u ** 3 * x2;
      const by = (1 - u) ** 3 * y1 + 3 * (1 - u) ** 2 * u * middle + 3 * (1 - u) * u * u * middle + u ** 3 * y2;
      parts.push(s('circle', { cx: bx, cy: by, r: 5, class: isForward ? 'ball forward' : 'ball back' }));
    }
  }
  for (const node of graph.nodes) {
    const isNow = stop.node === node.id;
    const value = known.has(node.id) ? node.value : options.unknown;
    const isGraded = graded.has(node.id) && node.gradient;
    const group = s('g', { class: `node ${node.role}${isNow ? ' now' : ''}${updated.has(node.id) ? ' updated' : ''}`, transform: `translate(${X(node)},${Y(node)})`, onclick: () => options.pick(node) },
      s('rect', { width: W, height: H, rx: node.role === 'activation' || node.role === 'loss' ? 14 : 4 }),
      s('text', { x: W / 2, y: 13, class: 'label', text: short(node.label, 20) }),
      s('text', { x: W / 2, y: 27, class: 'up', text: short(value, 22) }),
      s('text', { x: W / 2, y: 41, class: 'down', text: isGraded ? `∂ ${short(node.gradient, 20)}` : '' }),
      s('title', { text: `${node.name} ${node.shape}` }));
    parts.push(group);
  }
  const width = 16 + graph.rows * (W + GX) - GX;
  const height = 16 + graph.columns * (H + GY) - GY;
  return { svg: s('svg', { viewBox: `0 0 ${width} ${height}`, width, height, class: 'graph', role: 'img', 'aria-label': options.label }, parts), x: X(byId.get(stop.node)), y: Y(byId.get(stop.node)), width: W };
}
