// The signal parameters made ready for every second. In: parameters, names of a row's columns. Out: one plan a horizon.
import { assertCondition } from '#lib/check.ts';
import { HORIZONS_MINUTES } from '#lib/domain/minute-row.ts';
import type { AtHorizon, SignalParameters } from '#lib/domain/signal-parameters.ts';
import { createProfile, type IntradayProfile } from './intraday-profile.ts';
import { naiveColumn } from './members/averages.ts';
import { type LinearPlan, planLinear } from './members/linear.ts';

/** Everything one horizon needs. */
export interface HorizonPlan {
  readonly minutes: number;
  /** Place among the floors of a minute row. */
  readonly floor: number;
  /** Place of the naive member's column; −1 = rows have none. */
  readonly naive: number;
  readonly garch: SignalParameters['garch'];
  readonly linear: readonly { readonly id: string; readonly plan: LinearPlan }[];
  /** Ids of the members that count. */
  readonly wanted: readonly string[];
  readonly tailNu: number;
  readonly tailScale: number;
  readonly residualSd: number;
}

export interface SignalPlan {
  readonly profile: IntradayProfile;
  /** Names of a row's columns, in order. */
  readonly columns: readonly string[];
  /** In the order of HORIZONS_MINUTES. */
  readonly horizons: readonly HorizonPlan[];
}

/** The value fitted for exactly this horizon; throws, naming what lacks it. */
function exact<Value>(list: readonly AtHorizon<Value>[], minutes: number, what: string): Value {
  const found = list.find((each) => each.minutes === minutes);
  assertCondition(found !== undefined, `the signal parameters have no ${what} for ${minutes} min`);
  return found.value;
}

/** The value fitted for this horizon, or that of the nearest one in ln(minutes); throws on an empty list. */
function nearest<Value>(list: readonly AtHorizon<Value>[], minutes: number): Value {
  const distance = (each: AtHorizon<Value>) => Math.abs(Math.log(each.minutes / minutes));
  const [first] = list.toSorted((a, b) => distance(a) - distance(b));
  assertCondition(first !== undefined, 'the signal parameters lack a list by horizon');
  return first.value;
}

function planHorizon(
  parameters: SignalParameters,
  columns: readonly string[],
  at: { readonly minutes: number; readonly floor: number },
): HorizonPlan {
  const { minutes, floor } = at;
  const tail = nearest(parameters.tails, minutes);
  const linear = parameters.linear.flatMap(({ id, names, fits }) => {
    const fit = fits.find((each) => each.minutes === minutes);
    return fit === undefined ? [] : [{ id, plan: planLinear(names, fit.value, columns) }];
  });
  return {
    minutes,
    floor,
    naive: columns.indexOf(naiveColumn(minutes)),
    garch: parameters.garch,
    linear,
    wanted: exact(parameters.combination, minutes, 'combination'),
    tailNu: tail.nu,
    tailScale: tail.scale,
    residualSd: nearest(parameters.residualSd, minutes),
  };
}

/** Finds every column once. Throws, naming it, when the parameters want a column that rows do not have. */
export function planSignal(parameters: SignalParameters, columns: readonly string[]): SignalPlan {
  return {
    profile: createProfile(parameters.profile),
    columns,
    horizons: HORIZONS_MINUTES.map((minutes, floor) =>
      planHorizon(parameters, columns, { minutes, floor }),
    ),
  };
}
