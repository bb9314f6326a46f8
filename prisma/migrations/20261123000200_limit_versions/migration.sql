-- Every version of the limits that came into force while the engine ran: who, when, why, before and after.

-- CreateTable
CREATE TABLE "limit_versions" (
    "seq" BIGSERIAL NOT NULL,
    "version" BIGINT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "at_ms" BIGINT NOT NULL,
    "by" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "before" JSONB NOT NULL,
    "limits" JSONB NOT NULL,
    "committed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "limit_versions_pkey" PRIMARY KEY ("seq")
);

-- CreateIndex
CREATE UNIQUE INDEX "limit_versions_version_content_hash_key" ON "limit_versions"("version", "content_hash");

-- Closed set, and a version is above the one before it.
ALTER TABLE limit_versions
  ADD CONSTRAINT known_source CHECK (source IN ('desk', 'file')),
  ADD CONSTRAINT version_rises CHECK (version > (before->>'version')::bigint AND version = (limits->>'version')::bigint);

-- Append-only: what was in force is never told otherwise afterwards.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON limit_versions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON limit_versions EXECUTE FUNCTION refuse_change();

DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'voltage_app') THEN
    GRANT SELECT, INSERT ON limit_versions TO voltage_app;
    GRANT USAGE ON SEQUENCE limit_versions_seq_seq TO voltage_app;
  END IF;
END $$;
