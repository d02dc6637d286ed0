const COUNT = new Intl.NumberFormat('en');

/** 12,345. */
export const count = (number) => COUNT.format(Math.round(number));

/** A span of time in its two greatest units. */
export function span(seconds) {
  const s = Math.max(0, seconds);
  if (s < 10) return `${s.toFixed(1)} s`;
  if (s < 60) return `${Math.floor(s)} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${Math.floor(s % 60)} s`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
  return `${Math.floor(s / 86400)} d ${Math.floor((s % 86400) / 3600)} h`;
}

/** 34.06893° N, 118.44513° W. */
export function position(latitude, longitude) {
  const angle = (value, positive, negative) =>
    `${Math.abs(value).toFixed(5)}° ${value < 0 ? negative : positive}`;
  return `${angle(latitude, 'N', 'S')}, ${angle(longitude, 'E', 'W')}`;
}

/** As IAMAT has it: +34.068930-118.445127. */
export function iso6709(latitude, longitude) {
  const signed = (value) => (value < 0 ? '' : '+') + value.toFixed(6);
  return signed(latitude) + signed(longitude);
}

/** The great-circle distance, kilometres. */
export function distanceKm(lat1, lon1, lat2, lon2) {
  const rad = Math.PI / 180;
  const h = Math.sin(((lat2 - lat1) * rad) / 2) ** 2
    + Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * Math.sin(((lon2 - lon1) * rad) / 2) ** 2;
  return 2 * 6371.0088 * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** 450 m, 3.2 km. */
export const distance = (km) => (km < 1 ? `${Math.round(km * 1000)} m` : `${km.toFixed(1)} km`);
