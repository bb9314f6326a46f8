-- Decisions are searched by what stopped them, by what became of their offer, and page by page in one fixed order.

CREATE INDEX decisions_order_idx ON decisions (at_ms DESC, event_seq DESC, id DESC);
CREATE INDEX decisions_verdict_idx ON decisions (verdict, at_ms DESC, event_seq DESC, id DESC);
-- Ids of the checks that did not pass, as a JSON array.
CREATE INDEX decisions_stopped_by_idx ON decisions
  USING gin (jsonb_path_query_array(decision, '$.checks[*] ? (@.outcome != "pass").id'));
CREATE INDEX approvals_decision_idx ON approvals ((approval->>'decisionId'), version DESC);
CREATE INDEX intents_decision_idx ON intents (decision_id);
-- How a market settled, as it was booked or as evidence kept it.
CREATE INDEX ledger_transactions_ticker_idx ON ledger_transactions (ticker, seq DESC) WHERE kind IN ('settlement', 'correction');
CREATE INDEX settled_quotes_ticker_idx ON settled_quotes (ticker);
