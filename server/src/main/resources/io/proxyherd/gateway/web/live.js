import { Stream } from './stream.js';

// A browser has only so many connections.
const MOST_STREAMS = 60;
// What those servers tell that have the reports of the whole herd: any of them will do.
const ANY = '';

/**
 * The reports as they come: from any one of the servers that know all clients, and from each of
 * those that tell of their own clients alone. Fires what a stream fires; `begin`, `caught-up`,
 * `position` and `gone` with {source, …} as detail.
 */
export class Live extends EventTarget {
  #herd;
  #area = null;
  #open = false;
  #streams = new Map();

  constructor(herd) {
    super();
    this.#herd = herd;
    herd.addEventListener('change', () => this.#open && this.#follow());
  }

  /** Begins anew, for `south,west,north,east`, or for the whole world. */
  open(area) {
    this.#area = area;
    this.#open = true;
    this.#follow();
    this.#streams.forEach((stream) => stream.open(area));
  }

  /** Of which part of the world; null for all of it. */
  get area() {
    return this.#area;
  }

  /** The names of the servers that it comes from. */
  get servers() {
    return [...this.#streams.values()].flatMap(({ server }) => (server ? [server.name] : []));
  }

  /** Whether all is told that was known when it began, by all who answer. */
  get complete() {
    return this.#wanted().every((source) => {
      const away = source !== ANY && !this.#herd.servers.get(source)?.said;
      return away || this.#streams.get(source)?.caughtUp;
    });
  }

  #wanted() {
    const servers = [...this.#herd.servers.values()];
    const alone = servers.filter((server) => server.alone).map(({ name }) => name);
    const any = servers.some((server) => !server.alone) ? [ANY] : [];
    return [...any, ...alone].slice(0, MOST_STREAMS);
  }

  #follow() {
    const wanted = this.#wanted();
    for (const [source, stream] of this.#streams) {
      if (!wanted.includes(source)) {
        stream.close();
        this.#streams.delete(source);
        // Nothing is known from there any more.
        this.#fire('begin', { source });
        this.#fire('caught-up', { source });
      }
    }
    for (const source of wanted) {
      if (!this.#streams.has(source)) this.#add(source);
    }
  }

  #add(source) {
    const stream = new Stream(this.#herd, (server) => (source === ANY ? !server.alone : server.name === source));
    this.#streams.set(source, stream);
    for (const type of ['begin', 'caught-up']) {
      stream.addEventListener(type, () => this.#fire(type, { source }));
    }
    stream.addEventListener('position', ({ detail }) => this.#fire('position', { source, report: detail }));
    stream.addEventListener('gone', ({ detail }) => this.#fire('gone', { source, client: detail }));
    stream.addEventListener('state', () => this.#fire('state'));
    stream.open(this.#area);
  }

  #fire(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
