import { alarm, announce, byId, element, say } from './dom.js';
import { count } from './format.js';
import { words } from './graph.js';
import { ask } from './herd.js';

/** The servers as a table, with the buttons that stop, start and cut them off. */
export class ServerTable {
  #body = byId('servers');
  #rows = new Map();
  #herd;
  #busy = new Map();

  constructor(herd) {
    this.#herd = herd;
  }

  draw() {
    const servers = [...this.#herd.servers.values()];
    const digests = servers.map((server) => !server.alone && server.said?.digest).filter(Boolean);
    this.#body.closest('table').classList.toggle('alone', servers.length > 0 && servers.every((server) => server.alone));
    for (const server of servers) {
      let row = this.#rows.get(server.name);
      if (!row) {
        row = this.#newRow(server);
        this.#rows.set(server.name, row);
        this.#body.append(row.node);
      }
      this.#fill(row, server, digests);
    }
  }

  #newRow(server) {
    const cell = (name, tag = 'td') => element(tag, { class: name });
    const swatch = element('i', { class: 'swatch' });
    swatch.style.background = server.colour;
    const row = {
      how: element('span', { class: 'how' }),
      clients: cell('number'),
      behind: cell('number compared'),
      digest: cell('digest compared'),
      stop: element('button', { type: 'button', onclick: () => this.#steer(server, 'running') }),
      cut: element('button', { type: 'button', onclick: () => this.#steer(server, 'linked') }),
    };
    const name = element('th', { scope: 'row' }, swatch, server.name, row.how);
    row.node = element('tr', { 'data-server': server.name },
      name, row.clients, row.behind, row.digest, element('td', { class: 'steer' }, row.stop, row.cut));
    return row;
  }

  #fill(row, server, digests) {
    const { said, state, behind, alone } = server;
    const compared = said && !alone;
    row.node.dataset.state = state;
    say(row.how, words(state, 0, alone));
    say(row.clients, said ? count(said.clients) : '–');
    say(row.behind, compared ? count(behind) : '–');
    say(row.digest, compared ? said.digest.slice(0, 8) : '–');
    row.digest.title = compared ? said.digest : '';
    row.digest.classList.toggle('same', Boolean(compared) && digests.every((each) => each === said?.digest));
    this.#fillButtons(row, server);
  }

  #fillButtons({ stop, cut }, { name, alone }) {
    const steered = this.#herd.steered.get(name);
    const busy = this.#busy.get(name);
    stop.hidden = !steered;
    cut.hidden = !steered || !steered.running || Boolean(alone);
    if (!steered) return;
    const label = (button, doing, text, aria) => {
      say(button, busy === doing ? `${text} …` : text);
      button.setAttribute('aria-label', aria);
      button.disabled = Boolean(busy);
    };
    label(stop, 'running', steered.running ? 'Stop' : 'Start', `${steered.running ? 'Stop' : 'Start'} ${name}`);
    label(cut, 'linked', steered.linked ? 'Cut off' : 'Mend',
      steered.linked ? `Cut ${name} off from the others` : `Mend the links of ${name}`);
    stop.classList.toggle('primary', !steered.running);
    cut.classList.toggle('primary', !steered.linked);
  }

  /** Another server is asked: who stops can answer no more. */
  async #steer({ name }, what) {
    const now = this.#herd.steered.get(name);
    const asked = this.#herd.alive().find((server) => server.name !== name);
    if (!asked) {
      alarm(`No other server runs that could ${now.running ? 'stop' : 'start'} ${name}.`);
      return;
    }
    this.#busy.set(name, what);
    this.draw();
    try {
      const wanted = what === 'running' ? { running: !now.running } : { linked: !now.linked };
      const answer = await ask(`${asked.url}/v1/herd/servers/${encodeURIComponent(name)}`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(wanted),
        signal: AbortSignal.timeout(60_000),
      });
      const steered = await answer.json();
      this.#herd.steered.set(name, steered);
      announce(`${name} ${steered.running ? (steered.linked ? 'runs' : 'is cut off') : 'is stopped'}`);
      alarm('');
    } catch (e) {
      alarm(`${name}: ${e.message}`);
    } finally {
      this.#busy.delete(name);
      this.#herd.look();
    }
  }
}
