import { byId, element, say } from './dom.js';
import { distance, distanceKm, position, span } from './format.js';
import { ask } from './herd.js';

const RADII_KM = [1, 5, 10, 50];
const MOST_PLACES = 6;

/** The card of the client that is chosen. */
export class Card {
  #node = byId('card');
  #herd;
  #map;
  #client = null;
  #report = null;
  #fields = {};
  #radius = 10;
  #follow = false;
  #from = null;

  constructor(herd, map) {
    this.#herd = herd;
    this.#map = map;
    setInterval(() => this.#tick(), 200);
    addEventListener('keydown', (event) => event.key === 'Escape' && this.close());
  }

  /** Shows a client; fails if no server knows it. */
  async open(id) {
    const report = await this.#ask(`/v1/clients/${encodeURIComponent(id)}`);
    this.#from ??= document.activeElement;
    this.#client = report.client;
    this.#report = report;
    this.#follow = false;
    this.#build();
    this.#map.points.choose(report.client);
    this.#findPlaces();
    return report;
  }

  close() {
    if (!this.#client) return;
    this.#client = null;
    this.#node.hidden = true;
    this.#map.points.choose(null);
    this.#map.points.setPlaces([]);
    this.#from?.focus?.();
    this.#from = null;
  }

  /** A report came; the card may be that client's. */
  take(report) {
    if (report.client !== this.#client) return;
    this.#report = report;
    this.#tick();
    if (this.#follow) this.#map.go(report.latitude, report.longitude);
  }

  /** A client is forgotten, or out of sight. */
  async gone(id) {
    if (id !== this.#client) return;
    await this.#ask(`/v1/clients/${encodeURIComponent(id)}`).catch((e) => {
      if (e.status === 404) say(this.#fields.age, 'The herd has forgotten this client.');
    });
  }

  async #ask(path) {
    const server = this.#herd.best();
    if (!server) throw new Error('No server answers.');
    return (await ask(server.url + path)).json();
  }

  #build() {
    const dd = (name) => (this.#fields[name] = element('dd', { 'data-field': name }));
    const rows = [['position', 'position'], ['age', 'reported'], ['heardBy', 'heard by'],
      ['server', 'told by']];
    const follow = element('button', {
      type: 'button', 'aria-pressed': 'false', onclick: () => this.#toggleFollow(follow),
    }, 'Follow');
    const radius = element('select', {
      id: 'radius', onchange: () => { this.#radius = Number(radius.value); this.#findPlaces(); },
    }, ...RADII_KM.map((km) => element('option', { value: km, selected: km === this.#radius }, `${km} km`)));
    const title = element('h2', { id: 'card-title', tabindex: '-1' }, this.#client);
    this.#fields = {};
    this.#node.replaceChildren(
      element('div', { class: 'head' }, title,
        element('button', { type: 'button', class: 'quiet', 'aria-label': 'Close the card', onclick: () => this.close() }, '✕')),
      element('dl', { class: 'facts' },
        ...rows.flatMap(([name, label]) => [element('dt', {}, label), dd(name)])),
      element('p', { class: 'buttons' },
        element('button', { type: 'button', onclick: () => this.#centre() }, 'Centre'), follow),
      element('pre', { class: 'line', tabindex: '0', 'aria-label': 'AT line' }, (this.#fields.line = element('code'))),
      element('div', { class: 'row' },
        element('h3', {}, 'Places around'), element('label', { for: 'radius', class: 'unseen' }, 'within'), radius,
        element('button', { type: 'button', 'aria-label': 'Look for places again', onclick: () => this.#findPlaces() }, '↻')),
      (this.#fields.places = element('ul', { class: 'places', 'aria-live': 'polite' })),
      (this.#fields.sources = element('p', { class: 'sources' })));
    this.#node.hidden = false;
    this.#tick();
    title.focus({ preventScroll: true });
    this.#node.scrollIntoView({ block: 'nearest' });
  }

  #tick() {
    if (!this.#client) return;
    const { latitude, longitude, receivedAt, heardBy, server, line } = this.#report;
    const { colour } = this.#herd.servers.get(heardBy) ?? {};
    say(this.#fields.position, position(latitude, longitude));
    const age = receivedAt ? (Date.now() - Date.parse(receivedAt)) / 1000 : 0;
    say(this.#fields.age, `${span(age)} ago`);
    if (this.#fields.heardBy.dataset.server !== heardBy) {
      const swatch = element('i', { class: 'swatch' });
      swatch.style.background = colour;
      this.#fields.heardBy.dataset.server = heardBy;
      this.#fields.heardBy.replaceChildren(swatch, heardBy);
    }
    say(this.#fields.server, server);
    say(this.#fields.line, line.trimEnd());
  }

  #centre() {
    this.#map.go(this.#report.latitude, this.#report.longitude);
  }

  #toggleFollow(button) {
    this.#follow = !this.#follow;
    button.setAttribute('aria-pressed', String(this.#follow));
    if (this.#follow) this.#centre();
  }

  async #findPlaces() {
    const client = this.#client;
    const query = `radiusKm=${this.#radius}&limit=${MOST_PLACES}`;
    const { places, sources } = this.#fields;
    places.replaceChildren(element('li', { class: 'muted' }, 'Looking …'));
    try {
      const found = await this.#ask(`/v1/clients/${encodeURIComponent(client)}/places?${query}`);
      if (client !== this.#client) return;
      this.#showPlaces(found.results, found.client, places);
      sources.replaceChildren(...found.html_attributions.map(attribution));
    } catch (e) {
      places.replaceChildren(element('li', { class: 'bad' }, e.message));
    }
  }

  #showPlaces(results, at, list) {
    const shown = results.filter((place) => place.geometry?.location).map((place) => ({
      name: place.name,
      latitude: place.geometry.location.lat,
      longitude: place.geometry.location.lng,
      kind: (place.types ?? [])[0]?.replaceAll('_', ' ') ?? '',
    }));
    this.#map.points.setPlaces(shown);
    list.replaceChildren(...shown.map((place) => element('li', {},
      element('span', { class: 'place' }, place.name),
      element('span', { class: 'muted' }, place.kind),
      element('span', { class: 'far' },
        distance(distanceKm(at.latitude, at.longitude, place.latitude, place.longitude))))));
    if (!shown.length) {
      list.append(element('li', { class: 'muted' }, `None within ${this.#radius} km.`));
    }
  }
}

/** Whom to name for places: of the markup only its text, and where its link leads. */
function attribution(html) {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const href = parsed.querySelector('a')?.href ?? '';
  const text = parsed.body.textContent;
  return /^https?:/.test(href)
    ? element('a', { href, rel: 'noopener noreferrer', target: '_blank' }, text)
    : element('span', {}, text);
}
