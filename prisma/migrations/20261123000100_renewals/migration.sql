-- A later expiry that the venue was asked for, recorded before it is asked. Orders of older builds never had one.

ALTER TABLE orders
  ADD COLUMN "renewed_at_ms" BIGINT,
  ADD COLUMN "renewed_until_ms" BIGINT,
  ADD COLUMN "sure_until_ms" BIGINT,
  ADD CONSTRAINT renewal_is_whole CHECK (num_nonnulls(renewed_at_ms, renewed_until_ms, sure_until_ms) IN (0, 3)),
  ADD CONSTRAINT renewal_is_short CHECK (renewed_until_ms - renewed_at_ms BETWEEN 1 AND 120000),
  ADD CONSTRAINT renewal_is_later CHECK (sure_until_ms <= renewed_until_ms);
