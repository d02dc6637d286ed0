const LEAST_PAUSE_MS = 250;
const MOST_PAUSE_MS = 5000;
// With a cursor that no server takes one begins anew after so many failures.
const MOST_TRIES_WITH_CURSOR = 4;

/**
 * The reports of the clients in an area as they come, from any server that will do: when one is
 * lost the next goes on at the same cursor. Fires `position`, `gone` (detail: the client), `begin`,
 * `caught-up` and `state`.
 */
export class Stream extends EventTarget {
  /** Of the server that it comes from; nothing while there is none. */
  server = null;
  /** Whether all is told that was known when it began. */
  caughtUp = false;
  #herd;
  #suits;
  #area = null;
  #cursor = null;
  #source = null;
  #trying = null;
  #failures = 0;
  #timer = 0;

  /** `suits` says of a server whether it will do. */
  constructor(herd, suits) {
    super();
    this.#herd = herd;
    this.#suits = suits;
    herd.addEventListener('change', () => this.#leaveWhoIsLost());
  }

  /** Begins anew, for `south,west,north,east`, or for the whole world. */
  open(area) {
    this.#area = area;
    this.#cursor = null;
    this.#connect();
  }

  /** Ends for good. */
  close() {
    this.#suits = () => false;
    this.#disconnect();
  }

  #connect() {
    this.#disconnect();
    const server = this.#next();
    if (!server) {
      this.#later();
      return;
    }
    const query = new URLSearchParams();
    if (this.#area) query.set('bbox', this.#area);
    if (this.#cursor) query.set('cursor', this.#cursor);
    const source = new EventSource(`${server.url}/v1/stream?${query}`);
    this.#source = source;
    this.#trying = server;
    const anew = !this.#cursor;
    source.onopen = () => {
      this.server = server;
      this.#fire('state');
      if (anew) this.#begin();
    };
    source.onerror = () => this.#lost();
    const on = (type, take) => source.addEventListener(type, (event) => {
      if (event.lastEventId) this.#cursor = event.lastEventId;
      this.#failures = 0;
      take(event);
    });
    on('position', (event) => this.#fire('position', JSON.parse(event.data)));
    on('forgotten', (event) => this.#fire('gone', JSON.parse(event.data).client));
    on('left', (event) => this.#fire('gone', JSON.parse(event.data).client));
    on('reset', () => this.#begin());
    on('caught-up', () => {
      this.caughtUp = true;
      this.#fire('caught-up');
    });
  }

  #begin() {
    this.caughtUp = false;
    this.#fire('begin');
  }

  /** Each failure goes on to another server; the best one is the first to be tried. */
  #next() {
    const alive = this.#herd.alive().filter(this.#suits);
    const best = this.#herd.best(this.#suits);
    const order = best ? [best, ...alive.filter((server) => server !== best)] : [];
    const others = order.filter((server) => this.#failures === 0 || server !== this.#trying);
    return (others.length ? others : order)[0];
  }

  #lost() {
    this.#disconnect();
    this.#failures++;
    if (this.#failures > MOST_TRIES_WITH_CURSOR) this.#cursor = null;
    this.#later();
  }

  #later() {
    const pause = Math.min(MOST_PAUSE_MS, LEAST_PAUSE_MS * 2 ** Math.max(0, this.#failures - 2));
    this.#timer = setTimeout(() => this.#connect(), this.#failures === 1 ? 0 : pause);
  }

  #disconnect() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
    if (this.server) {
      this.server = null;
      this.#fire('state');
    }
  }

  /** A connection may hang, and a server that is cut off tells what is old. */
  #leaveWhoIsLost() {
    const { server } = this;
    const lost = server && ['away', 'cut', 'broken'].includes(server.state);
    const best = this.#herd.best(this.#suits);
    if (lost && best && best !== server && best.state === 'ok') {
      this.#disconnect();
      this.#connect();
    }
  }

  #fire(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
