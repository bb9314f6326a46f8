-- Ways to read a long history by time: pages of orders, bookings of a span, what was held before it.

-- CreateIndex
CREATE INDEX "intents_committed_at_idx" ON "intents"("committed_at");

-- CreateIndex
CREATE INDEX "orders_created_at_ms_client_order_id_idx" ON "orders"("created_at_ms", "client_order_id");

-- CreateIndex
CREATE INDEX "orders_ticker_created_at_ms_client_order_id_idx" ON "orders"("ticker", "created_at_ms", "client_order_id");

-- CreateIndex
CREATE INDEX "ledger_transactions_at_ms_idx" ON "ledger_transactions"("at_ms");

-- CreateIndex
CREATE INDEX "ledger_transactions_ticker_at_ms_idx" ON "ledger_transactions"("ticker", "at_ms");

-- CreateIndex
CREATE INDEX "ledger_transactions_kind_seq_idx" ON "ledger_transactions"("kind", "seq");
