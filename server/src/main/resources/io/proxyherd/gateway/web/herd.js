import { count } from './format.js';

const EVERY_MS = 1000;
const PATIENCE_MS = 2000;
// At most so many requests a second, however many servers there are.
const MOST_ASKED = 40;
const COLOURS = ['#3b82f6', '#f59e0b', '#8b5cf6', '#14b8a6', '#ec4899', '#84cc16', '#f97316', '#06b6d4'];

/** Asks a server; fails with the words of its problem document. */
export async function ask(url, options = {}) {
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS * 5), ...options });
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw Object.assign(new Error(problem.detail ?? `${response.status} ${response.statusText}`),
      { status: response.status });
  }
  return response;
}

/**
 * What the page knows of the herd: it asks each server how it is, every second while the page is
 * seen. Fires `change`.
 */
export class Herd extends EventTarget {
  /** By name: {name, url, clients, colour, said, away, since, behind, state, alone}. */
  servers = new Map();
  /** {one, other, up, tree, owed, ms}. */
  links = [];
  cluster = '';
  /** Whether its servers can be stopped from here: {name → {running, linked}}. */
  steered = new Map();
  #configured = [];
  #before = 0;

  start() {
    const again = async () => {
      if (!document.hidden) {
        await this.look().catch((e) => console.error(e));
      }
      setTimeout(again, Math.max(EVERY_MS, (this.servers.size / MOST_ASKED) * 1000));
    };
    again();
    document.addEventListener('visibilitychange', () => document.hidden || this.look());
  }

  /** The servers that answer, the one that served the page first. */
  alive() {
    return [...this.servers.values()].filter((server) => server.said)
      .sort((a, b) => (b.url === location.origin) - (a.url === location.origin));
  }

  /** A server to ask, of those that suit: one that answers, and has links if any has. */
  best(suits = () => true) {
    const alive = this.alive().filter(suits);
    return alive.find((server) => server.state === 'ok') ?? alive[0];
  }

  async look() {
    await this.#askWhoThereIs();
    await Promise.all([...this.servers.values()].map((server) => this.#askHow(server)));
    this.#compare();
    this.dispatchEvent(new Event('change'));
  }

  async #askWhoThereIs() {
    const urls = this.servers.size ? this.alive().map((server) => server.url) : [location.origin];
    for (const url of urls) {
      try {
        const soon = { signal: AbortSignal.timeout(PATIENCE_MS) };
        const told = await (await ask(`${url}/v1/herd`, soon)).json();
        this.#take(told, url);
        const steered = await fetch(`${url}/v1/herd/servers`, { ...soon });
        const list = steered.ok ? (await steered.json()).servers : [];
        this.steered = new Map(list.map((each) => [each.name, each]));
        return;
      } catch {
        // The next one may know.
      }
    }
  }

  #take(told, url) {
    this.cluster = told.cluster;
    this.#configured = told.links;
    told.servers.forEach((member, index) => {
      const known = this.servers.get(member.name) ?? { name: member.name, state: 'wait', behind: 0 };
      // The browser may know this server by another name than the configuration does.
      const own = member.name === told.server && url === location.origin;
      known.url = own ? location.origin : known.url ?? member.http;
      known.clients = member.clients;
      // As the one that tells it, until it says so itself.
      known.alone ??= told.store.scope === 'server';
      known.colour = COLOURS[index % COLOURS.length];
      this.servers.set(member.name, known);
    });
  }

  async #askHow(server) {
    if (!server.url) {
      return;
    }
    try {
      const soon = { signal: AbortSignal.timeout(PATIENCE_MS) };
      server.said = await (await ask(`${server.url}/v1/server`, soon)).json();
      // It tells of its own clients alone.
      server.alone = server.said.store.scope === 'server';
      server.away = false;
    } catch {
      server.said = null;
      server.away = true;
    }
  }

  /** A server is in step if it has all that any server had a look ago: more is under way. */
  #compare() {
    let most = 0;
    for (const server of this.servers.values()) {
      if (server.said && !server.alone) {
        most = Math.max(most, server.said.covered);
        const lag = Math.max(0, this.#before - server.said.covered);
        server.behind = lag > 0 ? Math.max(lag, server.said.behind) : 0;
      } else if (server.said) {
        server.behind = 0;
      }
      const state = this.#stateOf(server);
      server.since = state === server.state ? server.since : Date.now();
      server.state = state;
    }
    this.#before = most;
    this.links = this.#configured.map((link) => this.#linkOf(link));
  }

  #stateOf(server) {
    if (!server.said) return server.away ? 'away' : 'wait';
    if (server.said.broken) return 'broken';
    if (server.alone && server.said.store.health !== 'up') {
      return server.said.store.health === 'down' ? 'storeless' : 'full';
    }
    if (this.steered.get(server.name)?.linked === false) return 'cut';
    const linked = server.said.links.some((link) => link.up);
    if (!linked && this.servers.size > 1 && server.said.links.length) return 'cut';
    if (server.behind > 0) return 'behind';
    return server.said.readOnly ? 'full' : 'ok';
  }

  #linkOf({ one, other }) {
    const ends = [this.#end(one, other), this.#end(other, one)];
    const told = ends.filter(Boolean);
    return {
      one,
      other,
      up: told.length === 2 && told.every((end) => end.up),
      tree: told.some((end) => end.onTree),
      owed: Math.max(0, ...told.map((end) => end.owed)),
      ms: told.map((end) => end.roundTripMs).find((ms) => ms !== null),
    };
  }

  #end(from, to) {
    return this.servers.get(from)?.said?.links.find((link) => link.peer === to);
  }

  /** How many clients the herd knows, as far as its servers tell. */
  get known() {
    const alive = this.alive();
    const some = (alone) => alive.filter((server) => Boolean(server.alone) === alone).map(({ said }) => said.clients);
    return Math.max(0, ...some(false)) + some(true).reduce((sum, each) => sum + each, 0);
  }

  /** How the store outside the herd is: {state, text, title}; nothing if it has none. */
  store() {
    const told = this.alive().filter(({ said }) => said.store.kind !== 'herd');
    if (!told.length) return null;
    const bad = told.filter(({ said }) => said.store.health !== 'up');
    const { health, detail } = (bad[0] ?? told[0]).said.store;
    const owed = Math.max(0, ...told.map(({ said }) => said.store.owed ?? 0));
    const needed = bad.some((server) => server.alone);
    const how = { up: '', 'read-only': ' read-only', down: ' away' }[health];
    const where = bad.length && bad.length < told.length ? ` (${bad.map(({ name }) => name).join(', ')})` : '';
    const write = owed ? `, ${count(owed)} to write` : '';
    return {
      state: needed ? 'bad' : bad.length || owed ? 'warn' : 'ok',
      text: `Cassandra${how}${where}${write}`,
      title: detail,
    };
  }

  /** How the whole is: {state, text}. */
  summary() {
    const all = [...this.servers.values()];
    const named = (state) => all.filter((server) => server.state === state).map(({ name }) => name);
    const list = (names) => (names.length > 2 ? `${names.length} servers` : names.join(' and '));
    const are = (names) => (names.length > 1 ? 'are' : 'is');
    const away = named('away');
    const cut = named('cut');
    const broken = named('broken');
    const behind = named('behind');
    if (!all.length || named('wait').length === all.length) {
      return { state: 'wait', text: 'Asking the servers …' };
    }
    if (away.length === all.length) return { state: 'bad', text: 'No server answers' };
    const bad = [[away, 'away'], [broken, 'broken'], [cut, 'cut off'], [named('storeless'), 'without Cassandra']]
      .filter(([names]) => names.length)
      .map(([names, how]) => `${list(names)} ${are(names)} ${how}`);
    if (bad.length) return { state: 'bad', text: bad.join(', ') };
    if (behind.length) {
      return { state: 'warn', text: `${list(behind)} ${are(behind)} catching up` };
    }
    const digests = new Set(all.map((server) => (server.alone ? server.name : server.said?.digest)));
    const alone = all.some((server) => server.alone);
    const who = all.length === 1 ? 'The server' : `All ${all.length} servers`;
    const several = alone ? 'are well' : digests.size === 1 ? 'agree' : 'are in step';
    const agree = all.length === 1 ? 'is well' : several;
    return { state: 'ok', text: `${who} ${agree}` };
  }
}
