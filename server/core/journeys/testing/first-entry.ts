// The road most journeys begin on: armed without flags, priced, and a first entry. In: limits. Out: the driver and the order.
import { count } from '#lib/domain/count.ts';
import type { Limits } from '#lib/domain/limits.ts';
import type { ApprovedOrder } from '#lib/domain/order.ts';
import type { WorldOptions } from '../../world.ts';
import { createDriver, type Driver, optionsOf, ordersIn } from './spine-driver.ts';

/** Nothing waits for an operator. */
const NO_FLAGS: Partial<Limits> = {
  flagFirstOfDay: false,
  flagConfidence: 0,
  flagDisagreement: 1,
  flagCount: count(100_000),
};

/** Options under which every entry goes straight out. */
export function withoutFlags(limits: Partial<Limits> = {}): WorldOptions {
  return optionsOf({}, { ...NO_FLAGS, ...limits });
}

/** Armed, with the first entry on its way to disk. */
export function entering(limits: Partial<Limits> = {}): {
  readonly driver: Driver;
  readonly order: ApprovedOrder;
} {
  const driver = createDriver(withoutFlags(limits));
  driver.boot();
  driver.seconds(70);
  driver.command({ kind: 'arm' });
  const [order] = ordersIn([...driver.quote(47, 49), ...driver.seconds(2)]);
  if (order === undefined) throw new Error('no entry was sent');
  return { driver, order };
}

/** Armed, and holding what was bought. */
export function holding(limits: Partial<Limits> = {}): Driver {
  const { driver, order } = entering(limits);
  driver.fillOrder(order);
  return driver;
}
