import { CanvasLayer } from './canvas-layer.js';
import { mercatorY } from './clients.js';

// Farther away a trail is shorter than its dot.
const LEAST_TRAIL_ZOOM = 11;
const NEAR_PX = 14;
const TAU = 2 * Math.PI;

/** The clients, each where it is just now, and the places around the one that is chosen. */
export const PointsLayer = CanvasLayer.extend({
  options: { padding: 0.15, pane: 'overlayPane' },

  /** @param colours takes the name of a server, gives its colour */
  initialize(clients, colours, options) {
    CanvasLayer.prototype.initialize.call(this, options);
    this._clients = clients;
    this._colours = colours;
    this._sprites = new Map();
    this._places = [];
    this.frames = { count: 0, drawMs: 0, slowestMs: 0 };
    this.shown = 0;
  },

  onAdd(map) {
    CanvasLayer.prototype.onAdd.call(this, map);
    const frame = () => {
      this._frame = requestAnimationFrame(frame);
      // While nothing moves nothing is drawn.
      if (this._stale || performance.now() <= this._clients.moving + 50) {
        this._stale = false;
        const start = performance.now();
        this.redraw();
        const took = performance.now() - start;
        this.frames.count++;
        this.frames.drawMs += (took - this.frames.drawMs) * 0.1;
        this.frames.slowestMs = Math.max(this.frames.slowestMs, took);
      }
    };
    this._frame = requestAnimationFrame(frame);
  },

  onRemove(map) {
    cancelAnimationFrame(this._frame);
    CanvasLayer.prototype.onRemove.call(this, map);
  },

  /** Something is to be drawn anew. */
  touch() {
    this._stale = true;
  },

  choose(id) {
    this._chosen = id;
    this.touch();
  },

  /** Places: {name, latitude, longitude}. */
  setPlaces(places) {
    this._places = places;
    this.touch();
  },

  recolour() {
    this._sprites.clear();
    this.touch();
  },

  draw(pen, view) {
    const now = performance.now();
    const style = getComputedStyle(document.documentElement);
    const halo = style.getPropertyValue('--halo').trim();
    const { all } = this._clients;
    const radius = all.size > 5000 && view.zoom < 10 ? 2.5 : view.zoom < 5 ? 3.5 : 4.5;
    let shown = 0;
    const inner = this._seen(view);
    const sprites = new Map();
    // Of those on the same two pixels one is drawn.
    const columns = (view.size.x >> 1) + 1;
    const taken = this._freeCells(columns * ((view.size.y >> 1) + 1));
    for (const copy of view.copies) {
      if (view.zoom >= LEAST_TRAIL_ZOOM) this._drawTrails(pen, view, copy, now);
      this._drawPlaces(pen, view, copy, style);
      for (const client of all.values()) {
        const done = client.glide ? Math.min(1, (now - client.start) / client.glide) : 1;
        const x = client.fromX + (client.x - client.fromX) * done;
        const px = (x + copy) * view.scale - view.left;
        const y = client.fromY + (client.y - client.fromY) * done;
        const py = y * view.scale - view.top;
        if (px < 0 || py < 0 || px >= view.size.x || py >= view.size.y) continue;
        if (px >= inner.left && px < inner.right && py >= inner.top && py < inner.bottom) shown++;
        const cell = (px >> 1) + (py >> 1) * columns;
        if (taken[cell]) continue;
        taken[cell] = 1;
        let sprite = sprites.get(client.heardBy);
        if (!sprite) {
          sprite = this._sprite(client.heardBy, radius, halo, view.ratio);
          sprites.set(client.heardBy, sprite);
        }
        pen.drawImage(sprite.image, px - sprite.half, py - sprite.half, sprite.side, sprite.side);
      }
      for (const ripple of this._clients.ripples) this._drawRipple(pen, view, copy, ripple, now);
      this._drawChosen(pen, view, copy, now, style);
    }
    this.shown = Math.min(shown, all.size);
  },

  _freeCells(count) {
    if (this._cells?.length !== count) this._cells = new Uint8Array(count);
    return this._cells.fill(0);
  },

  /** The part of the canvas that is not beyond the map's edges. */
  _seen({ size }) {
    const { padding } = this.options;
    const [x, y] = [size.x * padding, size.y * padding].map((total) => total / (1 + 2 * padding));
    return { left: x, right: size.x - x, top: y, bottom: size.y - y };
  },

  /** A dot, drawn once for each colour and size, for copying is cheaper than drawing. */
  _sprite(server, radius, halo, ratio) {
    const key = `${server} ${radius} ${ratio}`;
    let sprite = this._sprites.get(key);
    if (!sprite) {
      const side = Math.ceil(radius * 2 + 4);
      const image = document.createElement('canvas');
      image.width = side * ratio;
      image.height = side * ratio;
      const pen = image.getContext('2d');
      pen.scale(ratio, ratio);
      pen.beginPath();
      pen.arc(side / 2, side / 2, radius, 0, TAU);
      pen.fillStyle = this._colours(server);
      pen.fill();
      pen.lineWidth = 1;
      pen.strokeStyle = halo;
      pen.stroke();
      sprite = { image, side, half: side / 2 };
      this._sprites.set(key, sprite);
    }
    return sprite;
  },

  /** Where each has been, so that the streets show on which they move. */
  _drawTrails(pen, view, copy, now) {
    pen.lineWidth = 1.5;
    pen.lineJoin = 'round';
    pen.globalAlpha = 0.35;
    for (const client of this._clients.all.values()) {
      const { trail } = client;
      if (!trail.length || !this._isNear(client, view, copy)) continue;
      const at = this._clients.where(client, now);
      pen.beginPath();
      for (let index = 0; index < trail.length; index += 2) {
        pen.lineTo((trail[index] + copy) * view.scale - view.left, trail[index + 1] * view.scale - view.top);
      }
      pen.lineTo((at.x + copy) * view.scale - view.left, at.y * view.scale - view.top);
      pen.strokeStyle = this._colours(client.heardBy);
      pen.stroke();
    }
    pen.globalAlpha = 1;
  },

  /** Whether it is on the canvas or not far from it. */
  _isNear({ x, y }, { box, size, scale }, copy) {
    const margin = size.x / scale / 2;
    return x + copy > box.min.x - margin && x + copy < box.max.x + margin
      && y > box.min.y - margin && y < box.max.y + margin;
  },

  _drawRipple(pen, view, copy, ripple, now) {
    const spread = this._clients.spread(ripple, now);
    if (spread > 1) return;
    pen.beginPath();
    pen.arc(
      (ripple.x + copy) * view.scale - view.left, ripple.y * view.scale - view.top,
      6 + spread * 26, 0, TAU);
    pen.lineWidth = 2;
    pen.strokeStyle = `rgba(47, 111, 219, ${1 - spread})`;
    pen.stroke();
  },

  _drawPlaces(pen, view, copy, style) {
    pen.font = '500 11px system-ui, sans-serif';
    pen.textBaseline = 'middle';
    pen.textAlign = 'left';
    for (const { name, latitude, longitude } of this._places) {
      const px = (longitude / 360 + 0.5 + copy) * view.scale - view.left;
      const py = mercatorY(latitude) * view.scale - view.top;
      pen.fillStyle = style.getPropertyValue('--place').trim();
      pen.fillRect(px - 3.5, py - 3.5, 7, 7);
      if (view.zoom < 10) continue;
      pen.strokeStyle = style.getPropertyValue('--land').trim();
      pen.lineWidth = 3;
      pen.strokeText(name, px + 8, py);
      pen.fillText(name, px + 8, py);
    }
  },

  _drawChosen(pen, view, copy, now, style) {
    const client = this._clients.all.get(this._chosen);
    if (!client) return;
    const { x, y } = this._clients.where(client, now);
    const px = (x + copy) * view.scale - view.left;
    const py = y * view.scale - view.top;
    pen.beginPath();
    pen.arc(px, py, 10, 0, TAU);
    pen.lineWidth = 2.5;
    pen.strokeStyle = style.getPropertyValue('--text').trim();
    pen.stroke();
  },

  /** The client nearest to a point of the map's container, if any is near; within `reach` pixels. */
  at(point, reach = NEAR_PX) {
    const now = performance.now();
    const { scale } = this._view;
    const origin = this._map.getPixelOrigin();
    const layer = this._map.containerPointToLayerPoint(point);
    let [best, least] = [null, reach ** 2];
    for (const client of this._clients.all.values()) {
      const { x, y } = this._clients.where(client, now);
      let dx = x * scale - origin.x - layer.x;
      dx -= Math.round(dx / scale) * scale;
      const dy = y * scale - origin.y - layer.y;
      const far = dx * dx + dy * dy;
      if (far < least) [best, least] = [client, far];
    }
    return best;
  },
});
