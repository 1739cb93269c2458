/** The outline of Brazil as longitude and latitude, coarse: it says where a place lies, not where a border runs. */
const brazil: [number, number][] = [
  [-60.2, 5.2], [-59.8, 2.3], [-56.5, 1.9], [-54, 2.3], [-52, 3.6], [-51.2, 4.2], [-50, 1.8], [-49.9, -0.5], [-48, -0.7], [-46.2, -1],
  [-44.4, -2.5], [-41.8, -2.8], [-39.9, -2.9], [-37.3, -4.7], [-35.4, -5.2], [-34.8, -7.2], [-35.1, -9], [-37, -11], [-38.4, -13], [-39, -15],
  [-39.2, -17.8], [-40.2, -20.3], [-41.1, -22], [-43.1, -23], [-46.3, -24.1], [-48.6, -25.9], [-48.6, -28.3], [-50.2, -30.2], [-52.1, -32.1],
  [-53.4, -33.7], [-55.6, -30.9], [-57.6, -30.2], [-55.8, -28.3], [-53.7, -26.9], [-53.7, -25.9], [-54.6, -25.5], [-54.3, -24], [-55.5, -22.3],
  [-57.9, -22.1], [-57.9, -20], [-57.6, -18.2], [-58.4, -16.3], [-60.2, -16.2], [-60.5, -13.8], [-62.9, -13], [-65.3, -11.5], [-65.3, -9.8],
  [-68.8, -11.1], [-70.6, -11], [-70.6, -9.5], [-73.2, -9.4], [-74, -7.4], [-72.9, -5.1], [-69.9, -4.3], [-69.4, -1.2], [-69.9, 1.7], [-67.1, 1.2],
  [-65.5, 0.8], [-63.4, 2.2], [-64.1, 4.1], [-60.2, 5.2],
];

const west = -75;
const north = 6.5;
const scale = 6;

/** The place on the drawing, whose size is 242 by 246. */
export function onOutline(lon: number, lat: number): [number, number] {
  return [(lon - west) * scale, (north - lat) * scale];
}

export const outlineSize = [242, 246] as const;

export const outlinePath = `${brazil.map(([lon, lat], i) => `${i === 0 ? 'M' : 'L'}${onOutline(lon, lat).map((n) => n.toFixed(1)).join(' ')}`).join('')}Z`;

/** Whether a place lies within the drawing; elsewhere there is only its address. 0, 0 is how an unknown place is kept. */
export function isDrawn(lon: number, lat: number): boolean {
  const [x, y] = onOutline(lon, lat);
  return !(lon === 0 && lat === 0) && x >= 0 && y >= 0 && x <= outlineSize[0] && y <= outlineSize[1];
}
