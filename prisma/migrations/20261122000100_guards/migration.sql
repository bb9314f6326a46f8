-- What the tables promise whoever writes to them: append-only, zero sums, one chain, one writer, least privilege.
-- Errors raised here carry an own SQLSTATE: VK001 lease lost · VK002 same key, other content · VK003 append-only ·
-- VK004 ledger does not balance.

-- ── Closed sets and ranges ─────────────────────────────────────────────────────────────────────────────────────────
ALTER TABLE database_identity ADD CONSTRAINT one_row CHECK (only_row),
  ADD CONSTRAINT known_mode CHECK (mode IN ('sim', 'replay', 'paper', 'demo', 'live'));
ALTER TABLE lease ADD CONSTRAINT one_row CHECK (only_row);
ALTER TABLE audit_head ADD CONSTRAINT one_row CHECK (only_row);
ALTER TABLE intents
  ADD CONSTRAINT price_range CHECK (price BETWEEN 0 AND 10000),
  ADD CONSTRAINT count_positive CHECK (count > 0),
  ADD CONSTRAINT known_side CHECK (side IN ('bid', 'ask')),
  ADD CONSTRAINT known_purpose CHECK (purpose IN ('enter', 'exit'));
ALTER TABLE orders
  ADD CONSTRAINT counts_not_negative CHECK (filled >= 0 AND remaining >= 0),
  ADD CONSTRAINT known_state CHECK (state IN ('intended', 'sent', 'unknown', 'resting', 'partially-filled',
    'pending-cancel', 'cancelled', 'filled', 'expired', 'rejected', 'denied'));
ALTER TABLE fills
  ADD CONSTRAINT price_range CHECK (price BETWEEN 0 AND 10000),
  ADD CONSTRAINT count_positive CHECK (count > 0),
  ADD CONSTRAINT known_side CHECK (side IN ('bid', 'ask'));
ALTER TABLE ledger_transactions
  ADD CONSTRAINT known_kind CHECK (kind IN ('opening', 'fill', 'settlement', 'correction', 'transfer'));
ALTER TABLE ledger_entries
  ADD CONSTRAINT known_account CHECK (account IN ('cash', 'position-cost', 'fees', 'realised', 'capital'));

-- ── Append-only (I20) ──────────────────────────────────────────────────────────────────────────────────────────────
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'VK003';
END $$;

-- Inserting the same row again is a no-op; another row under the same key is refused. Arguments: the key column,
-- then the columns that may differ (stamps of ours, and for a fill where it was heard from).
CREATE FUNCTION same_or_refused() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  keys text[] := string_to_array(TG_ARGV[0], ',');
  loose text[] := string_to_array(TG_ARGV[1], ',');
  wanted jsonb := to_jsonb(NEW);
  present jsonb;
BEGIN
  EXECUTE format('SELECT to_jsonb(t) FROM %I.%I t WHERE %s', TG_TABLE_SCHEMA, TG_TABLE_NAME,
    (SELECT string_agg(format('t.%1$I = $1.%1$I', k), ' AND ') FROM unnest(keys) k)) INTO present USING NEW;
  IF present IS NULL THEN
    RETURN NEW;
  END IF;
  IF present - loose = wanted - loose THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION '% already holds another row under %', TG_TABLE_NAME,
    (SELECT string_agg(wanted ->> k, '/') FROM unnest(keys) k) USING ERRCODE = 'VK002';
END $$;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['intents', 'order_events', 'fills', 'ledger_transactions', 'ledger_entries', 'approvals',
    'kill_latches', 'kill_releases', 'audit', 'commands', 'order_groups'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', name);
    EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON %I EXECUTE FUNCTION refuse_change()', name);
  END LOOP;
END $$;

CREATE TRIGGER same_or_refused BEFORE INSERT ON intents
  FOR EACH ROW EXECUTE FUNCTION same_or_refused('client_order_id', 'fencing,committed_at');
CREATE TRIGGER same_or_refused BEFORE INSERT ON fills
  FOR EACH ROW EXECUTE FUNCTION same_or_refused('trade_id,venue_order_id',
    'seq,committed_at,client_order_id,is_taker,fee,venue_at_ms,source');
CREATE TRIGGER same_or_refused BEFORE INSERT ON ledger_transactions
  FOR EACH ROW EXECUTE FUNCTION same_or_refused('id', 'seq,committed_at');
CREATE TRIGGER same_or_refused BEFORE INSERT ON ledger_entries
  FOR EACH ROW EXECUTE FUNCTION same_or_refused('transaction_id,position', '');
CREATE TRIGGER same_or_refused BEFORE INSERT ON approvals
  FOR EACH ROW EXECUTE FUNCTION same_or_refused('id,version', 'committed_at');

-- ── Double entry (I19): judged at commit, when all legs of a booking are there ─────────────────────────────────────
CREATE FUNCTION ledger_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  booking text := to_jsonb(NEW) ->> TG_ARGV[0];
  expected integer;
  found_count integer;
  total numeric;
BEGIN
  SELECT entry_count INTO expected FROM ledger_transactions WHERE id = booking;
  SELECT count(*), coalesce(sum(amount), 0) INTO found_count, total FROM ledger_entries WHERE transaction_id = booking;
  IF found_count < 2 OR found_count IS DISTINCT FROM expected OR total <> 0 THEN
    RAISE EXCEPTION 'ledger transaction % has % of % entries and sums to %', booking, found_count, expected, total
      USING ERRCODE = 'VK004';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER balances AFTER INSERT ON ledger_transactions
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_balances('id');
CREATE CONSTRAINT TRIGGER balances AFTER INSERT ON ledger_entries
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_balances('transaction_id');

-- ── One writer (F90, I26) ──────────────────────────────────────────────────────────────────────────────────────────
-- Holds a share lock to the end of the transaction: nobody can take the lease while a fenced commit is on its way.
CREATE FUNCTION assert_lease(wanted bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM lease WHERE fencing = wanted AND expires_at > clock_timestamp() FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the lease with fencing number % is not in force', wanted USING ERRCODE = 'VK001';
  END IF;
END $$;
CREATE FUNCTION intent_needs_lease() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM assert_lease(NEW.fencing);
  RETURN NEW;
END $$;
CREATE TRIGGER needs_lease BEFORE INSERT ON intents FOR EACH ROW EXECUTE FUNCTION intent_needs_lease();

-- ── Audit chain (I21) ──────────────────────────────────────────────────────────────────────────────────────────────
-- Fields are length-prefixed so that no two different rows read alike. server/adapters/prisma/audit-chain.ts recomputes this.
CREATE FUNCTION sha256_hex(content text) RETURNS text LANGUAGE sql IMMUTABLE
  RETURN encode(sha256(convert_to(content, 'UTF8')), 'hex');
CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  head audit_head;
BEGIN
  SELECT * INTO STRICT head FROM audit_head FOR UPDATE;
  NEW.content_hash := sha256_hex(concat(NEW.at_ms, '|', octet_length(NEW."by"), ':', NEW."by", '|',
    octet_length(NEW.action), ':', NEW.action, '|', octet_length(NEW.detail), ':', NEW.detail));
  IF EXISTS (SELECT 1 FROM audit WHERE content_hash = NEW.content_hash) THEN
    RETURN NULL;
  END IF;
  NEW.seq := head.seq + 1;
  NEW.previous_hash := head.hash;
  NEW.hash := sha256_hex(concat(NEW.previous_hash, '|', NEW.seq, '|', NEW.content_hash));
  UPDATE audit_head SET seq = NEW.seq, hash = NEW.hash;
  RETURN NEW;
END $$;
CREATE TRIGGER chain BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION audit_chain();
INSERT INTO audit_head (seq, hash) VALUES (0, repeat('0', 64));

-- ── Least privilege: the server works as voltage_app, which cannot rewrite history ─────────────────────────────────
DO $$
BEGIN
  REVOKE CREATE ON SCHEMA public FROM PUBLIC;
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'voltage_app') THEN
    GRANT USAGE ON SCHEMA public TO voltage_app;
    GRANT SELECT ON ALL TABLES IN SCHEMA public TO voltage_app;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO voltage_app;
    GRANT INSERT ON intents, orders, order_events, fills, ledger_transactions, ledger_entries, approvals, kill_latches,
      kill_releases, audit, commands, decisions, order_groups, operators, sessions, setup_tokens, lease TO voltage_app;
    GRANT UPDATE ON orders, operators, sessions, setup_tokens, lease TO voltage_app;
    GRANT UPDATE (probed_at) ON database_identity TO voltage_app;
    GRANT DELETE ON decisions, setup_tokens TO voltage_app;
  END IF;
END $$;
