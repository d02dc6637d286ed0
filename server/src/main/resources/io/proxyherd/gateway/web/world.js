import { CanvasLayer } from './canvas-layer.js';
import { mercatorY } from './clients.js';
import { CITIES } from './cities.js';

// Paths are in these units across the world: its numbers are no smaller than single precision bears.
const UNITS = 65_536;
const LABEL_GAP = 3;

/** The countries of a TopoJSON file, as paths: {name, west, east, north, south, land, middle, size}. */
export async function loadWorld(url) {
  const topology = await (await fetch(url)).json();
  const arcs = topology.arcs.map((arc) => decode(arc, topology.transform));
  const countries = topology.objects.countries.geometries
    .map((geometry) => country(geometry, arcs));
  return { countries, borders: borders(arcs) };
}

/** The points of an arc, each told by its way from the one before. */
function decode(arc, { scale, translate }) {
  let [east, north] = [0, 0];
  return connected(arc.map(([dx, dy]) => {
    east += dx;
    north += dy;
    const longitude = east * scale[0] + translate[0];
    const latitude = north * scale[1] + translate[1];
    return [(longitude / 360 + 0.5) * UNITS, mercatorY(latitude) * UNITS];
  }));
}

/** The same without a jump where the world is cut open: it goes on beyond its edge. */
function connected(points) {
  let last = points[0][0];
  return points.map(([x, y]) => {
    last = x + Math.round((last - x) / UNITS) * UNITS;
    return [last, y];
  });
}

/** What goes around the pole is closed there. */
function closed(ring) {
  const [first, last] = [ring[0][0], ring.at(-1)[0]];
  return Math.abs(last - first) < UNITS / 2 ? ring : [...ring, [last, UNITS], [first, UNITS]];
}

const boxOf = (points) => ({
  west: Math.min(...points.map(([x]) => x)),
  east: Math.max(...points.map(([x]) => x)),
  north: Math.min(...points.map(([, y]) => y)),
  south: Math.max(...points.map(([, y]) => y)),
});

function country(geometry, arcs) {
  const polygons = geometry.type === 'Polygon' ? [geometry.arcs] : geometry.arcs ?? [];
  const land = new Path2D();
  const corners = [];
  let greatest = { area: 0 };
  for (const polygon of polygons) {
    for (const indexes of polygon) {
      const ring = closed(connected(
        indexes.flatMap((index) => (index < 0 ? arcs[~index].toReversed() : arcs[index]))));
      trace(land, ring);
      land.closePath();
      const box = boxOf(ring);
      corners.push([box.west, box.north], [box.east, box.south]);
      const shape = middle(ring);
      if (shape.area > greatest.area) greatest = shape;
    }
  }
  return { name: geometry.properties.name, land, ...boxOf(corners), middle: greatest };
}

function trace(path, points) {
  points.forEach(([x, y], at) => (at === 0 ? path.moveTo(x, y) : path.lineTo(x, y)));
}

/** The area of a ring, its middle and its width. */
function middle(ring) {
  let [area, x, y] = [0, 0, 0];
  for (let at = 0; at < ring.length; at++) {
    const [x1, y1] = ring[at];
    const [x2, y2] = ring[(at + 1) % ring.length];
    const cross = x1 * y2 - x2 * y1;
    area += cross / 2;
    x += ((x1 + x2) * cross) / 6;
    y += ((y1 + y2) * cross) / 6;
  }
  const { west, east } = boxOf(ring);
  return { area: Math.abs(area), x: x / area, y: y / area, width: east - west };
}

/** Every border and coast once. */
function borders(arcs) {
  return arcs.map((arc) => {
    const line = new Path2D();
    trace(line, arc);
    return { line, ...boxOf(arc) };
  });
}

/** Land, borders, and the names of countries and cities, in the colours of the style sheet. */
export const WorldLayer = CanvasLayer.extend({
  options: { padding: 0.4, pane: 'tilePane' },

  setWorld(world) {
    this._world = world;
    this.redraw();
  },

  draw(pen, view) {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name).trim();
    pen.fillStyle = colour('--sea');
    pen.fillRect(0, 0, view.size.x, view.size.y);
    if (!this._world) return;
    const scale = view.scale / UNITS;
    // A country may reach beyond the world's edge into the next copy.
    for (const copy of [view.copies[0] - 1, ...view.copies, view.copies.at(-1) + 1]) {
      const left = copy * view.scale - view.left;
      pen.setTransform(
        view.ratio * scale, 0, 0, view.ratio * scale, view.ratio * left, -view.ratio * view.top);
      const seen = (box) => this._isSeen(box, view, copy);
      pen.fillStyle = colour('--land');
      this._world.countries.filter(seen).forEach(({ land }) => pen.fill(land, 'evenodd'));
      pen.strokeStyle = colour('--border');
      pen.lineWidth = 0.8 / scale;
      pen.lineJoin = 'round';
      this._world.borders.filter(seen).forEach(({ line }) => pen.stroke(line));
    }
    pen.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
    this._label(pen, view, colour);
  },

  _isSeen({ west, east, north, south }, { box }, copy) {
    return east / UNITS + copy >= box.min.x && west / UNITS + copy <= box.max.x
      && south / UNITS >= box.min.y && north / UNITS <= box.max.y;
  },

  _label(pen, view, colour) {
    const taken = [];
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.lineJoin = 'round';
    pen.strokeStyle = colour('--land');
    for (const copy of view.copies) {
      const place = (x, y) => [(x + copy) * view.scale - view.left, y * view.scale - view.top];
      const put = (text, x, y, dot) => {
        const half = pen.measureText(text).width / 2 + LABEL_GAP;
        const box = [x - half, y - 8, x + half, y + 8];
        const hit = taken.some((b) =>
          b[0] < box[2] && b[2] > box[0] && b[1] < box[3] && b[3] > box[1]);
        if (hit || x < -50 || y < -20 || x > view.size.x + 50 || y > view.size.y + 20) return;
        taken.push(box);
        if (dot) pen.fillRect(x - 1.5, y + 9, 3, 3);
        pen.lineWidth = 3;
        pen.strokeText(text, x, y);
        pen.fillText(text, x, y);
      };
      pen.font = '500 12px system-ui, sans-serif';
      pen.fillStyle = colour('--label-city');
      for (const [name, latitude, longitude, from] of CITIES) {
        if (view.zoom < from) continue;
        const [x, y] = place(longitude / 360 + 0.5, mercatorY(latitude));
        put(name, x, y - 11, true);
      }
      pen.font = '600 11px system-ui, sans-serif';
      pen.fillStyle = colour('--label-country');
      if (view.zoom > 7) continue;
      for (const { name, middle: at } of this._world.countries) {
        const width = (at.width / UNITS) * view.scale;
        if (width < pen.measureText(name).width * 1.3) continue;
        const [x, y] = place(at.x / UNITS, at.y / UNITS);
        put(name, x, y, false);
      }
    }
  },
});
