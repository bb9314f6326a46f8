-- What every gate check has done so far: one row, overwritten. Figures to look at, nothing that decides.

-- CreateTable
CREATE TABLE "check_census" (
    "only_row" BOOLEAN NOT NULL DEFAULT true,
    "at_ms" BIGINT NOT NULL,
    "counts" JSONB NOT NULL,

    CONSTRAINT "check_census_pkey" PRIMARY KEY ("only_row")
);

ALTER TABLE check_census ADD CONSTRAINT one_row CHECK (only_row);

DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'voltage_app') THEN
    GRANT SELECT, INSERT, UPDATE ON check_census TO voltage_app;
  END IF;
END $$;
