-- What the venue claimed to be filled and what decreases took off survive a restart. Older rows: what is booked was claimed,
-- and what is neither filled nor open was cut; a fill that is missing among them shows as drift of position and cash.

ALTER TABLE orders
  ADD COLUMN "claimed" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "cut" BIGINT NOT NULL DEFAULT 0;

UPDATE orders SET
  claimed = filled,
  cut = CASE
    WHEN state IN ('cancelled', 'expired', 'rejected', 'denied', 'settled') THEN 0
    ELSE greatest(0, (request->>'count')::bigint - filled - remaining)
  END;

ALTER TABLE orders
  ALTER COLUMN "claimed" DROP DEFAULT,
  ALTER COLUMN "cut" DROP DEFAULT,
  ADD CONSTRAINT claims_not_negative CHECK (claimed >= 0 AND cut >= 0);
