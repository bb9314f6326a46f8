-- Incidents: alarms that matter, from their begin to their end, with who took note of them. One row each, its latest word.

-- CreateTable
CREATE TABLE "incidents" (
    "id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "begun_at_ms" BIGINT NOT NULL,
    "last_at_ms" BIGINT NOT NULL,
    "ended_at_ms" BIGINT,
    "acknowledged_at_ms" BIGINT,
    "revision" BIGINT NOT NULL,
    "incident" JSONB NOT NULL,

    CONSTRAINT "incidents_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "incidents_begun_at_ms_id_idx" ON "incidents"("begun_at_ms", "id");

ALTER TABLE incidents ADD CONSTRAINT known_severity CHECK (severity IN ('warning', 'critical'));

-- A row changes as its incident goes on; it never goes away.
CREATE TRIGGER never_deleted BEFORE DELETE ON incidents FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON incidents EXECUTE FUNCTION refuse_change();

DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'voltage_app') THEN
    GRANT SELECT, INSERT, UPDATE ON incidents TO voltage_app;
  END IF;
END $$;
