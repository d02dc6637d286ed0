import { DomUtil, Map as LeafletMap, TileLayer, control } from '/web/leaflet/leaflet-src.esm.js';
import { PointsLayer } from './points.js';
import { WorldLayer, loadWorld } from './world.js';

const LEAST_ZOOM = 1;
const MOST_ZOOM = 18;
const CLOSE_ZOOM = 13;

/** The map: the world, or tiles where the setting says so, and the clients on it. */
export class ClientMap extends EventTarget {
  #map;
  #points;
  #world;
  #moved = false;

  /** @param colours takes the name of a server, gives its colour */
  constructor(node, clients, colours) {
    super();
    this.#map = new LeafletMap(node, {
      center: [25, 10],
      zoom: 2,
      minZoom: LEAST_ZOOM,
      maxZoom: MOST_ZOOM,
      zoomSnap: 0.25,
      zoomDelta: 1,
      wheelPxPerZoomLevel: 90,
      zoomControl: false,
      worldCopyJump: true,
      maxBounds: [[-88, -Infinity], [88, Infinity]],
      maxBoundsViscosity: 0.8,
    });
    this.#map.attributionControl.setPrefix(false);
    control.zoom({ position: 'bottomright' }).addTo(this.#map);
    control.scale({ position: 'bottomright', imperial: false }).addTo(this.#map);
    this.#addGround(document.body.dataset.tiles);
    this.#points = new PointsLayer(clients, colours).addTo(this.#map);
    this.#listen(node);
    new ResizeObserver(() => this.#map.invalidateSize({ pan: false })).observe(node);
    document.documentElement.addEventListener('theme', () => {
      this.#world?.redraw();
      this.#points.recolour();
    });
  }

  get points() {
    return this.#points;
  }

  #addGround(tiles) {
    if (tiles) {
      new TileLayer(tiles, { maxZoom: MOST_ZOOM, attribution: new URL(tiles).host }).addTo(this.#map);
      return;
    }
    this.#world = new WorldLayer().addTo(this.#map);
    this.#map.attributionControl.addAttribution('Natural Earth');
    loadWorld('/web/countries-50m.json')
      .then((world) => {
        this.#world.setWorld(world);
        this.#map.getContainer().dataset.world = world.countries.length;
      })
      .catch((e) => this.dispatchEvent(new CustomEvent('failed', { detail: e })));
  }

  #listen(node) {
    const choose = (client) =>
      this.dispatchEvent(new CustomEvent('choose', { detail: client?.id ?? null }));
    this.#map.on('click', (event) => choose(this.#points.at(event.containerPoint)));
    this.#map.on('mousemove', (event) => {
      const client = this.#points.at(event.containerPoint);
      node.title = client?.id ?? '';
      DomUtil[client ? 'addClass' : 'removeClass'](node, 'over');
    });
    this.#map.on('dragstart zoomstart', () => { this.#moved = true; });
    this.#map.on('moveend', () => this.dispatchEvent(new Event('moved')));
    node.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && event.target === node) {
        choose(this.#points.at(this.#map.getSize().divideBy(2), Infinity));
      }
    });
  }

  /** Redraws, for something has changed that does not move. */
  touch() {
    this.#points.touch();
  }

  /** What is seen and a half more on each side: `south,west,north,east`. */
  area() {
    const seen = this.#map.getBounds().pad(0.5);
    if (seen.getEast() - seen.getWest() >= 360) return null;
    const round = (degrees, most) => Math.max(-most, Math.min(most, degrees)).toFixed(4);
    return [round(seen.getSouth(), 90), wrapped(seen.getWest()), round(seen.getNorth(), 90),
      wrapped(seen.getEast())].join(',');
  }

  /** Whether all of that area is within what is seen and a half more. */
  isWithin(area) {
    if (!area) return true;
    const [south, west, north, east] = area.split(',').map(Number);
    const seen = this.#map.getBounds();
    const inside = (longitude) => {
      const from = ((wrapped(longitude) - west) % 360 + 360) % 360;
      return from <= ((east - west) % 360 + 360) % 360;
    };
    return seen.getSouth() >= south && seen.getNorth() <= north
      && inside(seen.getWest()) && inside(seen.getEast());
  }

  /** Shows all these clients, unless somebody has moved the map already. */
  fit(clients) {
    if (this.#moved || !clients.length) return;
    const latitudes = clients.map((client) => toLatitude(client.y));
    const longitudes = clients.map((client) => (client.x - 0.5) * 360);
    this.#map.fitBounds(
      [[Math.min(...latitudes), Math.min(...longitudes)], [Math.max(...latitudes), Math.max(...longitudes)]],
      { padding: [50, 50], maxZoom: CLOSE_ZOOM - 1, animate: false });
  }

  /** Goes to a position. */
  go(latitude, longitude, zoom = Math.max(this.#map.getZoom(), CLOSE_ZOOM)) {
    this.#moved = true;
    this.#map.setView([latitude, longitude], zoom);
  }
}

function wrapped(longitude) {
  return Number(((((longitude + 180) % 360) + 360) % 360 - 180).toFixed(4));
}

function toLatitude(y) {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}
