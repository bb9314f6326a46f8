-- What the venue claimed to be filled and what decreases took off survive a restart. Of older rows neither is known: what is
-- neither filled nor open was claimed or cut. The worst is assumed of what lives: nothing was cut, and whatever is not booked
-- may still fill. The next row of the venue that shows the order resting proves cut and claim; until then exposure is too high.

ALTER TABLE orders
  ADD COLUMN "claimed" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "cut" BIGINT NOT NULL DEFAULT 0;

UPDATE orders SET
  claimed = filled,
  remaining = CASE
    WHEN state IN ('filled', 'cancelled', 'expired', 'rejected', 'denied', 'settled') THEN remaining
    ELSE greatest(0, (request->>'count')::bigint - filled)
  END;

ALTER TABLE orders
  ALTER COLUMN "claimed" DROP DEFAULT,
  ALTER COLUMN "cut" DROP DEFAULT,
  ADD CONSTRAINT claims_not_negative CHECK (claimed >= 0 AND cut >= 0);
