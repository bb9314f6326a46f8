// Figures of six open code bases of 2026, measured by the same definitions; a dash where a figure has no meaning there.

export interface ModelFigures {
  readonly name: string;
  readonly figures: readonly string[];
}

/** Rows, in the order of every `figures` below. */
export const ROWS = [
  'files',
  'lines a file: median / p95 / max',
  'files over 400 lines',
  'lines a function: median / p95 / max',
  'functions over 70 lines',
  '`any` per 1000 lines',
  'casts per 1000 lines',
  'assertions per 1000 lines (core)',
  'comment share',
  'exports with a doc comment',
  'test lines ÷ code lines',
] as const;

const NONE = '–';

export const MODELS: readonly ModelFigures[] = [
  {
    name: 'barter-rs',
    figures: ['236', '84/340/919', '4 %', NONE, NONE, NONE, NONE, NONE, '18 %', NONE, '~0.4'],
  },
  {
    name: 'lightweight-charts',
    figures: [
      ...['244', '60/519/1285', '6 %', '11/48/138', '1.4 %'],
      ...['0.2', '13.5', '4.2', '20 %', '31 %', '1.08'],
    ],
  },
  {
    name: 'Prisma Next',
    figures: [
      ...['1276', '58/585/2707', '8 %', '13/65/810', '4.2 %'],
      ...['0.2', '3.6', '1.5', '18 %', '36 %', '1.67'],
    ],
  },
  {
    name: 'dYdX web',
    figures: [
      ...['967', '80/432/2459', '6 %', '14/117/1073', '10.8 %'],
      ...['1.0', '2.8', '0.5', '4 %', '10 %', '0.01'],
    ],
  },
  {
    name: 'TanStack core',
    figures: [
      ...['23', '223/809/1399', '26 %', '11/70/231', '5.1 %'],
      ...['13.8', '11.1', NONE, '12 %', '10 %', '2.27'],
    ],
  },
  {
    name: 'TigerBeetle',
    figures: [
      ...['144', '410/1860/12413', '50 %', '≤ 70', '0 %'],
      ...[NONE, NONE, '61.5', '13 %', NONE, '~0.3'],
    ],
  },
];
