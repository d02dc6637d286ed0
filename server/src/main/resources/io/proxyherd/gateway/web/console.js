import { byId, element } from './dom.js';
import { ask } from './herd.js';

const MOST_KEPT = 30;

/** Sends lines to a server, as a client would, and shows what comes back, byte by byte. */
export class Console {
  #herd;
  #line = byId('console-line');
  #server = byId('console-server');
  #log = byId('console-log');
  #said = [];
  #at = 0;

  constructor(herd) {
    this.#herd = herd;
    byId('console-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.send(this.#line.value, this.#server.value);
    });
    this.#line.addEventListener('keydown', (event) => this.#browse(event));
    const examples = {
      iamat: () => `IAMAT kiwi.cs.ucla.edu +34.068930-118.445127 ${(Date.now() / 1000).toFixed(3)}`,
      whatsat: () => 'WHATSAT kiwi.cs.ucla.edu 10 5',
    };
    document.querySelectorAll('[data-example]').forEach((button) =>
      button.addEventListener('click', () => {
        this.#line.value = examples[button.dataset.example]();
        this.#line.focus();
      }));
  }

  draw() {
    const names = [...this.#herd.servers.keys()];
    if (this.#server.options.length !== names.length) {
      const chosen = this.#server.value;
      this.#server.replaceChildren(...names.map((name) => element('option', {}, name)));
      if (chosen) this.#server.value = chosen;
    }
    for (const option of this.#server.options) {
      option.disabled = !this.#herd.servers.get(option.value).said;
    }
  }

  /** Sends a line; the answer appears in the log. */
  async send(line, name) {
    const server = this.#herd.servers.get(name);
    if (!line.trim() || !server) {
      this.#line.focus();
      return;
    }
    this.#said = [...this.#said.filter((each) => each !== line), line];
    this.#at = this.#said.length;
    const answer = element('pre', { class: 'answer muted' }, '…');
    const took = element('span', { class: 'muted' });
    this.#log.prepend(element('li', {},
      element('p', { class: 'asked' }, element('b', {}, name), ' ', element('code', {}, line), ' ', took), answer));
    while (this.#log.children.length > MOST_KEPT) this.#log.lastChild.remove();
    this.#log.scrollTop = 0;
    const start = performance.now();
    try {
      const response = await ask(`${server.url}/v1/console`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ line }),
      });
      answer.textContent = await response.text();
      answer.className = 'answer';
      this.#line.value = '';
    } catch (e) {
      answer.textContent = e.message;
      answer.className = 'answer bad';
    }
    took.textContent = `${Math.round(performance.now() - start)} ms`;
  }

  #browse(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || !this.#said.length) return;
    event.preventDefault();
    this.#at = Math.max(0, Math.min(this.#said.length, this.#at + step));
    this.#line.value = this.#said[this.#at] ?? '';
  }
}
