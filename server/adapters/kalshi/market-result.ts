// Settlement of one market: result, value and status come in, a MarketResult or null ("not known yet") goes out.
import type { WallMs } from '#lib/domain/instant.ts';
import type { MarketResult } from '#lib/domain/market.ts';
import { type CentiCents, ONE_DOLLAR, price } from '#lib/domain/price.ts';

export interface ResultFields {
  readonly result: string | null | undefined;
  /** YES payout as reported; it wins over yes/no logic (F21). */
  readonly value: CentiCents | null;
  readonly final: boolean;
  readonly at: WallMs;
}

/** Null while there is no result, and for a result word or a scalar payout we cannot read. */
export function marketResult(fields: ResultFields): MarketResult | null {
  const { final, at } = fields;
  switch (fields.result) {
    case 'yes':
      return { result: 'yes', yesPayout: fields.value ?? ONE_DOLLAR, final, at };
    case 'no':
      return { result: 'no', yesPayout: fields.value ?? price(0), final, at };
    case 'scalar':
      return fields.value === null
        ? null
        : { result: 'scalar', yesPayout: fields.value, final, at };
    case 'void':
      return { result: 'void', yesPayout: fields.value ?? price(0), final, at };
    default:
      return null;
  }
}
