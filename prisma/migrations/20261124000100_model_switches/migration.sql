-- What a person said about each learned model: asked or not, when and why. The newest word on a model is in force.

-- CreateTable
CREATE TABLE "model_switches" (
    "seq" BIGSERIAL NOT NULL,
    "model" TEXT NOT NULL,
    "is_on" BOOLEAN NOT NULL,
    "at_ms" BIGINT NOT NULL,
    "by" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "committed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "model_switches_pkey" PRIMARY KEY ("seq")
);

-- CreateIndex: a batch that is repeated changes nothing.
CREATE UNIQUE INDEX "model_switches_model_at_ms_is_on_key" ON "model_switches"("model", "at_ms", "is_on");

-- Append-only: what was said is never told otherwise afterwards.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON model_switches FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON model_switches EXECUTE FUNCTION refuse_change();

DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'voltage_app') THEN
    GRANT SELECT, INSERT ON model_switches TO voltage_app;
    GRANT USAGE ON SEQUENCE model_switches_seq_seq TO voltage_app;
  END IF;
END $$;
