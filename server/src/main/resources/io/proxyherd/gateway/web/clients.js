/** More of them are not kept; the page says so. */
export const MOST = 50_000;

const RIPPLE_MS = 900;
const MOST_RIPPLES = 40;
const LEAST_GLIDE_MS = 150;
const MOST_GLIDE_MS = 2500;
// Of the width of the world: who is farther away has not walked there.
const LONGEST_GLIDE = 0.0005;
// Where it has been is kept of each if there are no more than that.
const MOST_TRAILS = 5000;
const LONGEST_TRAIL = 30;
// As clock.tolerance has it: a client's clock that runs ahead counts for no more.
const TOLERANCE_S = 60;

/** Where a latitude is in the Mercator world, 0 north to 1 south. */
export function mercatorY(latitude) {
  const sine = Math.sin((Math.max(-85.0511, Math.min(85.0511, latitude)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/**
 * The clients that are known here. Each glides from where it was to where it is, for as long as its
 * reports usually are apart.
 */
export class Clients {
  /** By ID: {id, x, y, fromX, fromY, start, glide, trail [x, y, …], heardBy, order, received, source, round}. */
  all = new Map();
  /** {x, y, start}: where one came up. */
  ripples = [];
  /** How many are not kept. */
  left = 0;
  /** Reports since the page began. */
  reports = 0;
  /** Until when anything moves, as performance.now has it. */
  moving = 0;
  // How often each source has begun.
  #rounds = new Map();
  #settled = false;

  /** What that source tells from now on is all that it knows. */
  begin(source) {
    this.#rounds.set(source, this.#round(source) + 1);
    this.#settled = false;
    this.left = 0;
  }

  #round(source) {
    return this.#rounds.get(source) ?? 0;
  }

  /** All that it knows has been told: the others of its clients are not there any more. */
  caughtUp(source) {
    const round = this.#round(source);
    for (const [id, client] of this.all) {
      if (client.source === source && client.round !== round) this.all.delete(id);
    }
    this.#settled = true;
    this.moving = Math.max(this.moving, performance.now());
  }

  /** Takes a report as the API tells it; false if it, or a newer one, is known. */
  take(report, source) {
    const received = report.receivedAt ? Date.parse(report.receivedAt) / 1000 : Infinity;
    const order = Math.min(Number(report.time), received + TOLERANCE_S);
    const known = this.all.get(report.client);
    if (known && known.source === source) known.round = this.#round(source);
    // An older one is out of date; the same one may come again from another server.
    if (known && (order < known.order || (order === known.order && received === known.received))) {
      return false;
    }
    this.reports++;
    const now = performance.now();
    const x = report.longitude / 360 + 0.5;
    const y = mercatorY(report.latitude);
    if (known) {
      this.#move(known, x, y, now);
      Object.assign(known, { heardBy: report.heardBy, order, received, source, round: this.#round(source) });
    } else if (this.all.size < MOST) {
      this.all.set(report.client, {
        id: report.client, x, y, fromX: x, fromY: y, start: now, glide: 0,
        trail: [], heardBy: report.heardBy, order, received, source, round: this.#round(source),
      });
      this.moving = Math.max(this.moving, now);
      if (this.#settled) this.#ripple(x, y, now);
    } else {
      this.left++;
    }
    return true;
  }

  /** That source does not know it any more; another one may. */
  remove(id, source) {
    if (this.all.get(id)?.source !== source) return;
    if (this.all.delete(id)) this.moving = Math.max(this.moving, performance.now());
  }

  #move(client, x, y, now) {
    const at = this.where(client, now);
    const far = Math.abs(x - at.x) + Math.abs(y - at.y) > LONGEST_GLIDE;
    const apart = now - client.start;
    if (far || this.all.size > MOST_TRAILS) client.trail.length = 0;
    else if (client.x !== x || client.y !== y) client.trail.push(client.x, client.y);
    if (client.trail.length > 2 * LONGEST_TRAIL) client.trail.splice(0, 2);
    Object.assign(client, {
      fromX: far ? x : at.x,
      fromY: far ? y : at.y,
      x,
      y,
      start: now,
      glide: Math.min(MOST_GLIDE_MS, Math.max(LEAST_GLIDE_MS, apart)),
    });
    this.moving = Math.max(this.moving, now + client.glide);
  }

  #ripple(x, y, now) {
    this.ripples = this.ripples.filter((ripple) => now - ripple.start < RIPPLE_MS);
    if (this.ripples.length < MOST_RIPPLES) {
      this.ripples.push({ x, y, start: now });
      this.moving = Math.max(this.moving, now + RIPPLE_MS);
    }
  }

  /** Where a client is to be drawn: {x, y} in the Mercator world. */
  where(client, now) {
    const done = client.glide ? Math.min(1, (now - client.start) / client.glide) : 1;
    return {
      x: client.fromX + (client.x - client.fromX) * done,
      y: client.fromY + (client.y - client.fromY) * done,
    };
  }

  /** How far a ripple has spread, 0 to 1; more than 1 when it is gone. */
  spread(ripple, now) {
    return (now - ripple.start) / RIPPLE_MS;
  }
}
