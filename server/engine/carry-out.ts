// Carries out what the core asked for, one effect at a time, each started synchronously and in order.
import type { CommandReply } from '#lib/domain/command.ts';
import type { ModelRequest } from '#lib/domain/forecast.ts';
import type { VenueOrderId } from '#lib/domain/ids.ts';
import type { Severity } from '#lib/domain/severity.ts';
import { assertNever } from '#lib/never.ts';
import type { Log } from '#server/config/json-log.ts';
import type { Effect } from '#server/core/effect.ts';
import type { EventBody, TimerName } from '#server/core/event.ts';
import type { AccountReader } from './account-reader.ts';
import { askInTurn } from './ask-in-turn.ts';
import type { Egress } from './egress.ts';
import type { KillControl } from './kill-control.ts';
import type { Parts } from './parts.ts';
import type { ProofPlace } from './prove-group.ts';
import type { StoreWriter } from './store-writer.ts';

export interface CarryOutTools {
  readonly parts: Parts;
  readonly log: Log;
  readonly writer: StoreWriter;
  readonly egress: Egress;
  readonly reader: AccountReader;
  /** Told of every question to a model, for the screen alone. Must not throw. */
  readonly onAsked?: (requests: readonly ModelRequest[]) => void;
  readonly askOrder: (id: VenueOrderId) => void;
  readonly killControl: KillControl;
  readonly proveGroup: (place: ProofPlace) => void;
  readonly push: (body: EventBody) => void;
  readonly reply: (reply: CommandReply) => void;
  readonly alarm: (severity: Severity, code: string, text: string) => void;
}

export type CarryOut = (effect: Effect) => void;

/** `stopTimers` ends every timer the core has asked for. */
export function createCarryOut(tools: CarryOutTools): {
  readonly carryOut: CarryOut;
  readonly stopTimers: () => void;
} {
  const { parts, log, push } = tools;
  const timers = new Map<TimerName, () => void>();

  const runModels = ({ requests }: Extract<Effect, { kind: 'run-model' }>): void => {
    askInTurn(parts.models, requests, (answer) => push({ kind: 'answer', answer })).catch(
      (error: unknown) => log.error({ error: String(error) }, 'model run failed'),
    );
    tools.onAsked?.(requests);
  };

  const setTimer = ({ timer, afterMs }: Extract<Effect, { kind: 'timer' }>): void => {
    timers.get(timer)?.();
    timers.set(
      timer,
      parts.timers.after(afterMs, () => push({ kind: 'timer', timer })),
    );
  };

  const journal = ({ decision }: Extract<Effect, { kind: 'decided' }>): void => {
    const { ticker, eventSeq, verdict, sentence, inputHash, hash } = decision;
    const body = JSON.stringify({ ticker, eventSeq, verdict, sentence, inputHash, hash });
    parts.journal.append({ kind: 'decision', body });
  };

  const carryOut = (effect: Effect): void => {
    switch (effect.kind) {
      case 'run-model':
        runModels(effect);
        return;
      case 'commit-then-send':
        tools.egress.send(effect.order);
        return;
      case 'cancel':
        tools.egress.cancel(effect);
        return;
      case 'ask-order':
        tools.askOrder(effect.venueOrderId);
        return;
      case 'decrease':
        tools.egress.decrease(effect, effect.to);
        return;
      case 'commit-then-renew':
        tools.egress.renew(effect.order);
        return;
      case 'kill':
        tools.killControl.kill(effect);
        return;
      case 'release':
        tools.killControl.release();
        return;
      case 'prove-group':
        tools.proveGroup(effect);
        return;
      case 'reconcile':
        tools.reader.request();
        return;
      case 'resync':
        log.warn({ resync: effect.resync }, 'resync');
        parts[effect.resync.connection].resync(effect.resync);
        return;
      case 'watch':
        parts.kalshi.watch(effect.tickers);
        return;
      case 'persist':
        tools.writer.persist(effect.records);
        return;
      case 'commit-limits': {
        const { version } = effect;
        tools.writer.persist(effect.records, () => push({ kind: 'limits-stored', version }));
        return;
      }
      case 'decided':
        journal(effect);
        return;
      case 'reply':
        tools.reply(effect.reply);
        return;
      case 'alarm':
        tools.alarm(effect.severity, effect.code, effect.text);
        return;
      case 'timer':
        setTimer(effect);
        return;
      default:
        assertNever(effect);
    }
  };

  return {
    carryOut,
    stopTimers() {
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
  };
}
