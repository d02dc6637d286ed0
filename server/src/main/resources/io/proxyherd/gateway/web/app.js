import { Card } from './card.js';
import { Clients, MOST } from './clients.js';
import { Console } from './console.js';
import { alarm, announce, byId, element, say } from './dom.js';
import { count, iso6709 } from './format.js';
import { Graph } from './graph.js';
import { Herd } from './herd.js';
import { Live } from './live.js';
import { ClientMap } from './map.js';
import { ServerTable } from './servers.js';

// With more clients than that in the herd only those in the part of the world that is seen are asked for.
const MOST_EVERYWHERE = 20_000;
const MOVED_PAUSE_MS = 400;

const herd = new Herd();
const clients = new Clients();
const map = new ClientMap(byId('map'), clients, (name) => herd.servers.get(name)?.colour ?? '#8a94a3');
const stream = new Live(herd);
const card = new Card(herd, map);
const console_ = new Console(herd);
const table = new ServerTable(herd);
const graph = new Graph();
// For those who look into it from the browser's own console, and for the tests.
globalThis.dashboard = { herd, clients, map, stream };

let settled = false;
let summary = '';

herd.addEventListener('change', () => {
  const { state, text } = herd.summary();
  byId('state').dataset.state = state;
  say(byId('state-text'), text);
  if (summary !== text && settled) announce(text);
  summary = text;
  if (text === 'No server answers') alarm(`${text}. Trying again …`);
  else if (byId('alarm').textContent.startsWith('No server answers')) alarm('');
  say(byId('cluster'), herd.cluster === 'proxyherd' ? '' : herd.cluster);
  drawStore();
  byId('keys').hidden = herd.links.length === 0;
  graph.draw(herd);
  table.draw();
  console_.draw();
  drawCounts();
  drawLegend();
  if (!started && herd.alive().length) begin();
});

let started = false;

function begin() {
  started = true;
  stream.open(wantedArea());
}

/** The whole world, unless there are too many. */
function wantedArea() {
  return herd.known > MOST_EVERYWHERE ? map.area() : null;
}

stream.addEventListener('begin', ({ detail }) => clients.begin(detail.source));
stream.addEventListener('caught-up', ({ detail }) => {
  clients.caughtUp(detail.source);
  if (!settled && stream.complete) {
    map.fit([...clients.all.values()]);
    settled = true;
  }
  drawCounts();
});
stream.addEventListener('position', ({ detail }) => {
  if (clients.take(detail.report, detail.source)) card.take(detail.report);
  byId('empty').hidden = true;
});
stream.addEventListener('gone', ({ detail }) => {
  clients.remove(detail.client, detail.source);
  card.gone(detail.client);
});
stream.addEventListener('state', () => {
  const { servers } = stream;
  byId('live-from').dataset.live = servers.length > 0;
  say(byId('live-from'), servers.length > 1 ? `${servers.length} servers` : servers[0] ?? 'reconnecting …');
});

function drawStore() {
  const store = herd.store();
  byId('store').hidden = !store;
  if (!store) return;
  byId('store').dataset.state = store.state;
  byId('store').title = store.title;
  say(byId('store-text'), store.text);
}

map.addEventListener('choose', ({ detail }) => (detail ? open(detail) : card.close()));
map.addEventListener('failed', ({ detail }) => alarm(`The map can't be drawn: ${detail.message}`));
let movedTimer = 0;
map.addEventListener('moved', () => {
  clearTimeout(movedTimer);
  movedTimer = setTimeout(() => {
    const wanted = wantedArea();
    if (started && (stream.area ? !map.isWithin(stream.area) || !wanted : wanted)) stream.open(wanted);
    drawCounts();
  }, MOVED_PAUSE_MS);
});

async function open(id) {
  try {
    const report = await card.open(id);
    alarm('');
    return report;
  } catch (e) {
    alarm(e.status === 404 ? `No client is called ${id}.` : e.message);
    return null;
  }
}

byId('find').addEventListener('submit', async (event) => {
  event.preventDefault();
  const id = byId('find-id').value.trim();
  const report = id && (await open(id));
  if (report) map.go(report.latitude, report.longitude);
});

// Reports per second, smoothed over some seconds.
let counted = 0;
let rate = 0;
setInterval(() => {
  rate += (clients.reports - counted - rate) * 0.3;
  counted = clients.reports;
  say(byId('count-rate'), count(rate));
}, 1000);

function drawCounts() {
  const all = herd.known;
  say(byId('count-clients'), herd.alive().length ? count(all) : '–');
  byId('empty').hidden = !(settled && all === 0 && clients.all.size === 0);
  const { shown } = map.points;
  const parts = [`${count(clients.all.size)} of ${count(Math.max(all, clients.all.size))} here, ${count(shown)} in view.`];
  if (stream.area) parts.push('So many that only those in view are asked for.');
  if (clients.left) parts.push(`Cut off at ${count(MOST)}: zoom in to see all.`);
  say(byId('shown'), parts.join(' '));
}

function drawLegend() {
  const list = byId('legend-servers');
  if (list.children.length === herd.servers.size) return;
  list.replaceChildren(...[...herd.servers.values()].map(({ name, colour }) => {
    const swatch = element('i', { class: 'swatch' });
    swatch.style.background = colour;
    return element('li', {}, swatch, name);
  }));
  const first = [...herd.servers.values()][0];
  const [host, port] = (first?.clients ?? '127.0.0.1:12860').split(':');
  byId('empty-command').textContent =
    `echo "IAMAT kiwi ${iso6709(34.06893, -118.445127)} $(date +%s)" | nc -q1 ${host} ${port}`;
}

byId('empty-copy').addEventListener('click', async ({ target }) => {
  await navigator.clipboard?.writeText(byId('empty-command').textContent);
  say(target, 'Copied');
});
byId('empty-send').addEventListener('click', () => {
  const server = herd.best();
  console_.send(
    `IAMAT kiwi.cs.ucla.edu ${iso6709(34.06893, -118.445127)} ${(Date.now() / 1000).toFixed(3)}`, server.name);
});

// A narrow screen has no room for it.
if (matchMedia('(max-width: 720px)').matches) byId('legend').open = false;

herd.start();
