-- What settled markets prove about the model and the market: kept for good, read at every start.

-- CreateTable
CREATE TABLE "settled_quotes" (
    "seq" BIGSERIAL NOT NULL,
    "environment" TEXT NOT NULL,
    "ticker" TEXT NOT NULL,
    "bucket_seconds" INTEGER NOT NULL,
    "close_at_ms" BIGINT NOT NULL,
    "quote" JSONB NOT NULL,
    "committed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "settled_quotes_pkey" PRIMARY KEY ("seq")
);

-- CreateIndex
CREATE UNIQUE INDEX "settled_quotes_environment_ticker_bucket_seconds_key" ON "settled_quotes"("environment", "ticker", "bucket_seconds");

-- CreateIndex
CREATE INDEX "settled_quotes_environment_bucket_seconds_seq_idx" ON "settled_quotes"("environment", "bucket_seconds", "seq");

-- Closed set: what one environment proves holds for no other.
ALTER TABLE settled_quotes ADD CONSTRAINT known_environment CHECK (environment IN ('recorded', 'simulated', 'demo'));

-- Append-only (I20): a market settles once, so the first row of a market and bucket stands and a second one is ignored.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON settled_quotes FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON settled_quotes EXECUTE FUNCTION refuse_change();

DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'voltage_app') THEN
    GRANT SELECT, INSERT ON settled_quotes TO voltage_app;
    GRANT USAGE ON SEQUENCE settled_quotes_seq_seq TO voltage_app;
  END IF;
END $$;
