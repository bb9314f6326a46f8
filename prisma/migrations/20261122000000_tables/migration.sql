-- Every durable table, exactly as prisma/schema.prisma states it (made from it by Prisma's schema engine).

-- CreateTable
CREATE TABLE "database_identity" (
    "only_row" BOOLEAN NOT NULL DEFAULT true,
    "mode" TEXT NOT NULL,
    "schema_version" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "probed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "database_identity_pkey" PRIMARY KEY ("only_row")
);

-- CreateTable
CREATE TABLE "lease" (
    "only_row" BOOLEAN NOT NULL DEFAULT true,
    "holder" TEXT NOT NULL,
    "fencing" BIGINT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lease_pkey" PRIMARY KEY ("only_row")
);

-- CreateTable
CREATE TABLE "intents" (
    "client_order_id" TEXT NOT NULL,
    "decision_id" TEXT NOT NULL,
    "approval_id" TEXT,
    "ticker" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "price" BIGINT NOT NULL,
    "count" BIGINT NOT NULL,
    "payload_hash" TEXT NOT NULL,
    "request" JSONB NOT NULL,
    "fencing" BIGINT NOT NULL,
    "committed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "intents_pkey" PRIMARY KEY ("client_order_id")
);

-- CreateTable
CREATE TABLE "orders" (
    "client_order_id" TEXT NOT NULL,
    "venue_order_id" TEXT,
    "ticker" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "filled" BIGINT NOT NULL,
    "remaining" BIGINT NOT NULL,
    "filled_notional" BIGINT NOT NULL,
    "fees" BIGINT NOT NULL,
    "created_at_ms" BIGINT NOT NULL,
    "updated_at_ms" BIGINT NOT NULL,
    "note" TEXT NOT NULL,
    "request" JSONB NOT NULL,

    CONSTRAINT "orders_pkey" PRIMARY KEY ("client_order_id")
);

-- CreateTable
CREATE TABLE "order_events" (
    "seq" BIGSERIAL NOT NULL,
    "client_order_id" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "order" JSONB NOT NULL,
    "committed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "order_events_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "fills" (
    "seq" BIGSERIAL NOT NULL,
    "trade_id" TEXT NOT NULL,
    "venue_order_id" TEXT NOT NULL,
    "client_order_id" TEXT,
    "ticker" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "price" BIGINT NOT NULL,
    "count" BIGINT NOT NULL,
    "is_taker" BOOLEAN NOT NULL,
    "fee" BIGINT NOT NULL,
    "venue_at_ms" BIGINT NOT NULL,
    "source" TEXT NOT NULL,
    "committed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "fills_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "ledger_transactions" (
    "seq" BIGSERIAL NOT NULL,
    "id" TEXT NOT NULL,
    "at_ms" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "ticker" TEXT,
    "contracts" BIGINT NOT NULL,
    "memo" TEXT NOT NULL,
    "entry_count" INTEGER NOT NULL,
    "committed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "ledger_transactions_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "ledger_entries" (
    "transaction_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "account" TEXT NOT NULL,
    "ticker" TEXT,
    "amount" BIGINT NOT NULL,

    CONSTRAINT "ledger_entries_pkey" PRIMARY KEY ("transaction_id","position")
);

-- CreateTable
CREATE TABLE "approvals" (
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "ticker" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "raised_at_ms" BIGINT NOT NULL,
    "expires_at_ms" BIGINT NOT NULL,
    "approval" JSONB NOT NULL,
    "committed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "approvals_pkey" PRIMARY KEY ("id","version")
);

-- CreateTable
CREATE TABLE "kill_latches" (
    "seq" BIGSERIAL NOT NULL,
    "id" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "at_ms" BIGINT NOT NULL,
    "latch" JSONB NOT NULL,
    "committed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "kill_latches_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "kill_releases" (
    "latch_id" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at_ms" BIGINT NOT NULL,
    "committed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "kill_releases_pkey" PRIMARY KEY ("latch_id")
);

-- CreateTable
CREATE TABLE "audit" (
    "seq" BIGINT NOT NULL DEFAULT 0,
    "at_ms" BIGINT NOT NULL,
    "by" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL DEFAULT '',
    "previous_hash" TEXT NOT NULL DEFAULT '',
    "hash" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "audit_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "only_row" BOOLEAN NOT NULL DEFAULT true,
    "seq" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("only_row")
);

-- CreateTable
CREATE TABLE "commands" (
    "id" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "issued_at_ms" BIGINT NOT NULL,
    "ok" BOOLEAN NOT NULL,
    "code" TEXT NOT NULL,
    "command" JSONB NOT NULL,
    "reply" JSONB NOT NULL,
    "committed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "commands_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decisions" (
    "id" TEXT NOT NULL,
    "ticker" TEXT NOT NULL,
    "at_ms" BIGINT NOT NULL,
    "event_seq" BIGINT NOT NULL,
    "verdict" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "decision" JSONB NOT NULL,

    CONSTRAINT "decisions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order_groups" (
    "seq" BIGSERIAL NOT NULL,
    "order_group_id" TEXT NOT NULL,
    "shard" INTEGER NOT NULL,
    "committed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "order_groups_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "operators" (
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "operators_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "sessions" (
    "token_hash" TEXT NOT NULL,
    "operator_name" TEXT NOT NULL,
    "created_at_ms" BIGINT NOT NULL,
    "last_seen_at_ms" BIGINT NOT NULL,
    "expires_at_ms" BIGINT NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "setup_tokens" (
    "token_hash" TEXT NOT NULL,
    "expires_at_ms" BIGINT NOT NULL,
    "consumed_at_ms" BIGINT,

    CONSTRAINT "setup_tokens_pkey" PRIMARY KEY ("token_hash")
);

-- CreateIndex
CREATE UNIQUE INDEX "orders_venue_order_id_key" ON "orders"("venue_order_id");

-- CreateIndex
CREATE INDEX "orders_state_idx" ON "orders"("state");

-- CreateIndex
CREATE INDEX "orders_updated_at_ms_idx" ON "orders"("updated_at_ms");

-- CreateIndex
CREATE UNIQUE INDEX "order_events_client_order_id_content_hash_key" ON "order_events"("client_order_id", "content_hash");

-- CreateIndex
CREATE INDEX "fills_venue_order_id_idx" ON "fills"("venue_order_id");

-- CreateIndex
CREATE INDEX "fills_venue_at_ms_idx" ON "fills"("venue_at_ms");

-- CreateIndex
CREATE UNIQUE INDEX "fills_trade_id_venue_order_id_key" ON "fills"("trade_id", "venue_order_id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_transactions_id_key" ON "ledger_transactions"("id");

-- CreateIndex
CREATE INDEX "approvals_raised_at_ms_idx" ON "approvals"("raised_at_ms");

-- CreateIndex
CREATE UNIQUE INDEX "kill_latches_id_content_hash_key" ON "kill_latches"("id", "content_hash");

-- CreateIndex
CREATE UNIQUE INDEX "audit_content_hash_key" ON "audit"("content_hash");

-- CreateIndex
CREATE INDEX "commands_issued_at_ms_idx" ON "commands"("issued_at_ms");

-- CreateIndex
CREATE INDEX "decisions_at_ms_idx" ON "decisions"("at_ms");

-- CreateIndex
CREATE INDEX "decisions_ticker_at_ms_idx" ON "decisions"("ticker", "at_ms");

-- CreateIndex
CREATE UNIQUE INDEX "order_groups_order_group_id_key" ON "order_groups"("order_group_id");

-- CreateIndex
CREATE INDEX "sessions_operator_name_idx" ON "sessions"("operator_name");

-- AddForeignKey
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_transaction_id_fkey" FOREIGN KEY ("transaction_id") REFERENCES "ledger_transactions"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_operator_name_fkey" FOREIGN KEY ("operator_name") REFERENCES "operators"("name") ON DELETE RESTRICT ON UPDATE RESTRICT;

