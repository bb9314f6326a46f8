// How the price chart looks: every option that holds a colour, read from the design tokens when it is asked for.
import { ColorType, LineStyle } from 'lightweight-charts';
import { formatFixed } from '#lib/format/digits.ts';
import { themeColor } from './theme-color.ts';

/** Frame, grid and axes in the colours of the theme as it is now. */
export function frameOptions() {
  return {
    autoSize: true,
    layout: {
      background: { type: ColorType.Solid, color: themeColor('--color-surface') },
      textColor: themeColor('--color-ink-faint'),
      fontFamily: '"JetBrains Mono Variable", ui-monospace, monospace',
      fontSize: 10,
      // Named in words under the chart instead: the logo would inject a style element.
      attributionLogo: false,
    },
    grid: {
      vertLines: { color: themeColor('--color-line') },
      horzLines: { color: themeColor('--color-line') },
    },
    rightPriceScale: { borderColor: themeColor('--color-line') },
    timeScale: {
      borderColor: themeColor('--color-line'),
      timeVisible: true,
      secondsVisible: false,
      minBarSpacing: 0.02,
    },
  };
}

/** A frame for more than one pane, one under the other. */
export function paneOptions() {
  const frame = frameOptions();
  const separatorColor = themeColor('--color-line-strong');
  return { ...frame, layout: { ...frame.layout, panes: { enableResize: false, separatorColor } } };
}

/** One decimal on the axis: the exact prices stand in large numerals above. */
export const PRICE_FORMAT = {
  type: 'custom' as const,
  minMove: 0.1,
  formatter: (price: number) => formatFixed(price, 1),
};

/** Kraken mid: the stronger line. */
export function midOptions() {
  return { color: themeColor('--color-accent'), lineWidth: 2 as const };
}

/** BRTI: the line that settles. */
export function indexOptions() {
  return { color: themeColor('--color-index'), lineWidth: 1 as const };
}

/** A strike: the selected one stands out and is named on the axis. */
export function strikeOptions(priceUsd: number, isSelected: boolean) {
  return {
    price: priceUsd,
    title: isSelected ? 'strike' : '',
    color: themeColor(isSelected ? '--color-ink' : '--color-line-strong'),
    lineWidth: 1 as const,
    lineStyle: isSelected ? LineStyle.Dashed : LineStyle.Dotted,
    axisLabelVisible: isSelected,
  };
}

/** Volatility a year, forecast: the stronger line. */
export function forecastVolOptions() {
  return { color: themeColor('--color-accent'), lineWidth: 2 as const };
}

/** Volatility a year as it was: told apart by its stroke as well. */
export function realisedVolOptions() {
  return {
    color: themeColor('--color-ink-soft'),
    lineWidth: 1 as const,
    lineStyle: LineStyle.Dashed,
  };
}
