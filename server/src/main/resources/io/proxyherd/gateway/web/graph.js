import { byId, shape } from './dom.js';
import { count } from './format.js';

const WIDTH = 380;
const HEIGHT = 230;
const CALM = 18;

/** Draws the herd: servers in a ring, their links, and how both are. */
export class Graph {
  #svg = byId('graph');
  #drawn = '';

  draw(herd) {
    const servers = [...herd.servers.values()];
    const key = JSON.stringify([
      servers.map(({ name, state, behind }) => [name, state, behind]),
      herd.links.map(({ up, tree, owed }) => [up, tree, owed]),
      servers.map(({ alone }) => Boolean(alone)),
    ]);
    if (key === this.#drawn) return;
    this.#drawn = key;
    const places = layOut(servers, herd.links);
    const alone = servers.filter((server) => server.alone);
    this.#svg.replaceChildren(
      ...drawStore(alone, places),
      ...herd.links.filter((link) => places.has(link.one) && places.has(link.other))
        .map((link) => drawLink(link, places)),
      ...servers.map((server) => drawServer(server, places.get(server.name))));
    this.#svg.setAttribute('aria-label', this.#inWords(servers, herd.links));
  }

  #inWords(servers, links) {
    const up = links.filter((link) => link.up).length;
    if (servers.some((server) => server.alone)) {
      return `Reports in Cassandra; ${servers.map(({ name, state }) => `${name} ${words(state, 0, true)}`).join(', ')}`;
    }
    const states = servers.map(({ name, state, behind }) => `${name} ${words(state, behind)}`);
    return `${up} of ${links.length} links up; ${states.join(', ')}`;
  }
}

/** How a server is, for people; with how many reports it lacks, if that is not told beside it. */
export function words(state, behind = 0, alone = false) {
  return {
    wait: 'not asked yet',
    ok: alone ? 'well' : 'in step',
    behind: behind > 0 ? `${count(behind)} behind` : 'catching up',
    away: 'away',
    cut: behind > 0 ? `cut off, ${count(behind)} behind` : 'cut off',
    broken: 'broken',
    full: 'read-only',
    storeless: 'no Cassandra',
  }[state];
}

/** Neighbours beside each other: a ring of links is drawn as a ring. */
function layOut(servers, links) {
  const order = [];
  const visit = (name) => {
    if (order.includes(name)) return;
    order.push(name);
    links.filter((link) => link.one === name || link.other === name)
      .forEach((link) => visit(link.one === name ? link.other : link.one));
  };
  servers.forEach((server) => visit(server.name));
  const places = new Map();
  order.forEach((name, index) => {
    const angle = -Math.PI / 2 + (index / order.length) * 2 * Math.PI;
    const alone = order.length === 1;
    places.set(name, {
      x: WIDTH / 2 + (alone ? 0 : Math.cos(angle) * 118),
      y: HEIGHT / 2 + 2 + (alone ? 0 : Math.sin(angle) * 78),
      below: Math.sin(angle) > -0.2,
      small: order.length > CALM,
    });
  });
  return places;
}

function drawLink(link, places) {
  const from = places.get(link.one);
  const to = places.get(link.other);
  const kind = !link.up ? 'down' : link.tree ? 'tree' : 'idle';
  const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
  const ms = link.ms === undefined ? '' : `, round trip ${link.ms.toFixed(2)} ms`;
  const title = { down: 'down', tree: `up, on the tree${ms}`, idle: `up, idle${ms}` }[kind];
  const drawn = shape('g', {},
    shape('title', {}, `${link.one} – ${link.other}: ${title}`),
    shape('line', { class: `link ${kind}`, x1: from.x, y1: from.y, x2: to.x, y2: to.y }));
  if (kind === 'down') {
    drawn.append(shape('path', { class: 'cross', d: `M${x - 5} ${y - 5}l10 10m0 -10l-10 10` }));
  } else if (link.owed > 0) {
    drawn.append(
      shape('rect', { class: 'owed', x: x - 20, y: y - 9, width: 40, height: 18, rx: 9 }),
      shape('text', { class: 'owed-count', x, y: y + 4, 'text-anchor': 'middle' }, count(link.owed)));
  }
  return drawn;
}

/** What the servers share instead of links. */
function drawStore(servers, places) {
  if (!servers.length) return [];
  const [x, y] = [WIDTH / 2, HEIGHT / 2 + 2];
  const lines = servers.map(({ name, state }) => {
    const kind = ['storeless', 'away', 'broken'].includes(state) ? 'down' : 'tree';
    const { x: x1, y: y1 } = places.get(name);
    return shape('line', { class: `link ${kind}`, x1, y1, x2: x, y2: y });
  });
  return [...lines, shape('g', { class: 'store' },
    shape('title', {}, 'Cassandra keeps the reports of all servers'),
    shape('rect', { x: x - 44, y: y - 13, width: 88, height: 26, rx: 13 }),
    shape('text', { x, y: y + 4.5, 'text-anchor': 'middle' }, 'Cassandra'))];
}

function drawServer({ name, colour, state, behind }, { x, y, below, small }) {
  const radius = small ? 8 : 15;
  const label = small ? 4 : 0;
  const lines = [
    shape('title', {}, `${name}: ${words(state, behind)}`),
    shape('circle', { class: `ring ${state}`, cx: x, cy: y, r: radius }),
    shape('circle', { cx: x, cy: y, r: radius / 2.4, fill: colour, class: 'core' }),
    shape('text', {
      class: 'name', x, y: below ? y + radius + 16 - label : y - radius - 8 + label, 'text-anchor': 'middle',
    }, name),
  ];
  if (state !== 'ok' && !small) {
    lines.push(shape('text', {
      class: `how ${state}`, x, y: below ? y + radius + 30 : y - radius - 22, 'text-anchor': 'middle',
    }, words(state, behind)));
  }
  return shape('g', { 'data-server': name, 'data-state': state }, ...lines);
}
