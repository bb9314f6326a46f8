-- Two states more: an amend that the venue has not confirmed, and an order whose market has settled.

ALTER TABLE orders
  DROP CONSTRAINT known_state,
  ADD CONSTRAINT known_state CHECK (state IN ('intended', 'sent', 'unknown', 'resting', 'partially-filled',
    'pending-cancel', 'pending-amend', 'cancelled', 'filled', 'expired', 'rejected', 'denied', 'settled'));
