// How far apart two colours are, for all eyes and for some. In: colours as #rrggbb. Out: contrast (WCAG 2.2), distance (Oklab).

/** Linear light, 0 … 1: red, green, blue. */
type Light = readonly [number, number, number];

/** Kinds of seeing; the three blindnesses are simulated at full strength. */
export const EYES = ['usual', 'protanopia', 'deuteranopia', 'tritanopia'] as const;
export type Eyes = (typeof EYES)[number];

/** Machado, Oliveira, Fernandes 2009, severity 1.0, on linear RGB; rows by columns. */
const SIMULATION: Readonly<Record<Eyes, readonly [Light, Light, Light]>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Bytes 0 … 255 of "#rrggbb". */
function bytesOf(colour: string): Light {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) throw new Error(`${colour} is not #rrggbb`);
  const byte = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
  return [byte(1), byte(3), byte(5)];
}

function linear(byte: number): number {
  const share = byte / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function lightOf(colour: string): Light {
  const [red, green, blue] = bytesOf(colour);
  return [linear(red), linear(green), linear(blue)];
}

/** Relative luminance of WCAG 2.2, 0 … 1. */
function luminance([red, green, blue]: Light): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio of WCAG 2.2, 1 … 21. */
export function contrast(left: string, right: string): number {
  const pair = [luminance(lightOf(left)), luminance(lightOf(right))];
  return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
}

/** `top` at `share` (0 … 1) over `ground`, as browsers lay it. */
export function over(top: string, ground: string, share: number): string {
  const [below, above] = [bytesOf(ground), bytesOf(top)];
  const mixed = below.map((byte, at) => byte + ((above[at] ?? 0) - byte) * share);
  return `#${mixed.map((byte) => Math.round(byte).toString(16).padStart(2, '0')).join('')}`;
}

/** Ottosson's Oklab of what `eyes` see of a colour. */
function seenBy(colour: string, eyes: Eyes): Light {
  const light = lightOf(colour);
  const sum = (weights: Light, of: Light) =>
    weights[0] * of[0] + weights[1] * of[1] + weights[2] * of[2];
  const [rowR, rowG, rowB] = SIMULATION[eyes];
  const within = (value: number) => Math.min(1, Math.max(0, value));
  const seen: Light = [
    within(sum(rowR, light)),
    within(sum(rowG, light)),
    within(sum(rowB, light)),
  ];
  const long = Math.cbrt(sum([0.4122214708, 0.5363325363, 0.0514459929], seen));
  const middle = Math.cbrt(sum([0.2119034982, 0.6806995451, 0.1073969566], seen));
  const short = Math.cbrt(sum([0.0883024619, 0.2817188376, 0.6299787005], seen));
  return [
    sum([0.2104542553, 0.793617785, -0.0040720468], [long, middle, short]),
    sum([1.9779984951, -2.428592205, 0.4505937099], [long, middle, short]),
    sum([0.0259040371, 0.7827717662, -0.808675766], [long, middle, short]),
  ];
}

/** Distance in Oklab: 0 = alike; 0.02 is seen side by side, 0.1 at a glance. */
export function distance(left: string, right: string, eyes: Eyes): number {
  const [from, to] = [seenBy(left, eyes), seenBy(right, eyes)];
  return Math.hypot(from[0] - to[0], from[1] - to[1], from[2] - to[2]);
}
