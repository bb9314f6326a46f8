// Port: what the engine tells the gateway. Topics and shapes are lib/wire's.
import type { EngineMessage } from '#lib/wire/engine-message.ts';

export interface Publisher {
  publish(message: EngineMessage): void;
}
