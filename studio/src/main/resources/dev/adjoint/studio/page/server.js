// Questions to the server, and its one stream of events.

/** A refusal of the server, with its message. */
export class Refused extends Error {
  constructor(status, message) { super(message); this.status = status; }
}

async function answer(response) {
  let body = {};
  try { body = await response.json(); } catch { /* an answer without a body */ }
  if (!response.ok) throw new Refused(response.status, body.error || String(response.status));
  return body;
}

async function fetched(address, options) {
  try { return await answer(await fetch(address, options)); } catch (failure) {
    if (failure instanceof Refused || failure.name === 'AbortError') throw failure;
    throw new Refused(0, '');
  }
}

export const get = (address, query, signal) => fetched(
  query ? `${address}?${new URLSearchParams(Object.entries(query).filter(([, value]) => value !== undefined && value !== null))}` : address, { signal });

export const post = (address, body, headers) => fetched(address, {
  method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body),
});

const HIDDEN = 3000;
const SILENT = 2500;

/** A tab: its id, its actions, its events. */
export class Tab {
  constructor(id, on) { this.id = id; this.on = on; this.source = null; this.hidden = 0; this.silent = 0; this.seen = () => this.watched(); }

  act(action, fields) { return post('/api/act', { do: action, ...fields }, { 'X-Adjoint-Session': this.id }); }

  post(address, body) { return post(address, body, { 'X-Adjoint-Session': this.id }); }

  table(text) {
    return fetched('/api/table', { method: 'POST', headers: { 'Content-Type': 'text/csv', 'X-Adjoint-Session': this.id }, body: text });
  }

  /** Listens; a tab that is hidden for a few seconds does not, because a browser has six connections for all its tabs. */
  listen() {
    document.addEventListener('visibilitychange', this.seen);
    if (document.hidden) this.watched(); else this.open();
  }

  watched() {
    clearTimeout(this.hidden);
    if (document.hidden) this.hidden = setTimeout(() => this.close(), HIDDEN);
    else if (!this.source) this.open();
  }

  /** Ends for ever. */
  end() { document.removeEventListener('visibilitychange', this.seen); clearTimeout(this.hidden); this.close(); }

  open() {
    const source = new EventSource(`/api/events?session=${this.id}`);
    this.source = source;
    source.addEventListener('scene', (event) => this.on.scene(JSON.parse(event.data)));
    source.addEventListener('frame', (event) => this.on.frame(JSON.parse(event.data)));
    source.addEventListener('open', () => { clearTimeout(this.silent); this.silent = 0; this.on.connected(true); });
    // The browser tries again by itself; after a while, or when the server refuses, the page says so and begins again.
    source.addEventListener('error', () => {
      if (this.source !== source) return;
      this.on.connected(false);
      if (source.readyState === EventSource.CLOSED) this.lose(); else if (!this.silent) this.silent = setTimeout(() => this.lose(), SILENT);
    });
  }

  lose() { this.close(); this.on.lost(); }

  close() { clearTimeout(this.silent); this.silent = 0; if (this.source) { this.source.close(); this.source = null; } }
}
