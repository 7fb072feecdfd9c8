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

/** A tab: its id, its actions, its events. */
export class Tab {
  constructor(id, on) { this.id = id; this.on = on; this.source = null; this.hidden = 0; }

  act(action, fields) { return post('/api/act', { do: action, ...fields }, { 'X-Adjoint-Session': this.id }); }

  post(address, body) { return post(address, body, { 'X-Adjoint-Session': this.id }); }

  table(text) {
    return fetched('/api/table', { method: 'POST', headers: { 'Content-Type': 'text/csv', 'X-Adjoint-Session': this.id }, body: text });
  }

  /** Listens; while the tab is hidden for half a minute, it does not. */
  listen() {
    this.open();
    document.addEventListener('visibilitychange', () => {
      clearTimeout(this.hidden);
      if (document.hidden) this.hidden = setTimeout(() => this.close(), 30000);
      else if (!this.source) this.open();
    });
  }

  open() {
    const source = new EventSource(`/api/events?session=${this.id}`);
    this.source = source;
    source.addEventListener('scene', (event) => this.on.scene(JSON.parse(event.data)));
    source.addEventListener('frame', (event) => this.on.frame(JSON.parse(event.data)));
    source.addEventListener('open', () => this.on.connected(true));
    source.addEventListener('error', () => {
      this.on.connected(false);
      if (source.readyState === EventSource.CLOSED) { this.source = null; this.on.lost(); }
    });
  }

  close() { if (this.source) { this.source.close(); this.source = null; } }
}
