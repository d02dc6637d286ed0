import { Bounds, Browser, DomUtil, Renderer } from '/web/leaflet/leaflet-src.esm.js';

/** How wide the world is at that zoom, pixels. */
export const worldPixels = (zoom) => 256 * 2 ** zoom;

/**
 * A canvas over the map that is moved and scaled with it. Who extends it draws the Mercator world
 * (x and y from 0 to 1) in `draw(pen, view)`; view: {scale, left, top, box, copies}.
 */
export const CanvasLayer = Renderer.extend({
  _initContainer() {
    this._container = DomUtil.create('canvas');
    this._container.setAttribute('aria-hidden', 'true');
    this._pen = this._container.getContext('2d');
  },

  _destroyContainer() {
    this._container.remove();
    delete this._container;
  },

  _updatePaths() {},

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    Renderer.prototype._update.call(this);
    const { min } = this._bounds;
    const size = this._bounds.getSize();
    const ratio = Math.min(2, Browser.retina ? devicePixelRatio : 1);
    DomUtil.setPosition(this._container, min);
    if (this._container.width !== size.x * ratio || this._container.height !== size.y * ratio) {
      this._container.width = size.x * ratio;
      this._container.height = size.y * ratio;
      this._container.style.width = `${size.x}px`;
      this._container.style.height = `${size.y}px`;
    }
    const origin = this._map.getPixelOrigin();
    const scale = worldPixels(this._zoom);
    const left = origin.x + min.x;
    const top = origin.y + min.y;
    this._view = {
      scale, left, top, ratio, size,
      box: new Bounds([left / scale, top / scale], [(left + size.x) / scale, (top + size.y) / scale]),
      zoom: this._zoom,
      copies: copiesIn(left / scale, (left + size.x) / scale),
    };
    this.redraw();
    this.fire('update');
  },

  /** Draws what is there now. */
  redraw() {
    if (!this._view || !this._container) return;
    const { ratio, size } = this._view;
    this._pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    this._pen.clearRect(0, 0, size.x, size.y);
    this.draw(this._pen, this._view);
  },
});

/** How often the world is to be seen side by side: by how many widths each is moved. */
function copiesIn(west, east) {
  const copies = [];
  for (let copy = Math.floor(west); copy <= Math.floor(east); copy++) copies.push(copy);
  return copies;
}
