// The order states as a Mermaid diagram, from the table itself. In: ARCHITECTURE.md. Out: the same with the diagram of now.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mayStillFill, ORDER_STATES, type OrderState } from '#lib/domain/order.ts';
import { ORDER_TRANSITIONS } from '#server/core/5-execution/order-states.ts';

const BEGIN = '<!-- order states: node server/cli/order-diagram.ts -->';
const END = '<!-- end of order states -->';

/** Mermaid takes no dash in a name. */
function nameOf(state: OrderState): string {
  return state.replaceAll('-', '_');
}

/** One arrow for each pair of states with every event that leads from one to the other; staying is not drawn. */
function orderDiagram(): string {
  const lines = ['stateDiagram-v2', '  [*] --> intended'];
  for (const from of ORDER_STATES) {
    const events = new Map<OrderState, string[]>();
    for (const [event, to] of Object.entries(ORDER_TRANSITIONS[from]))
      if (to !== from) events.set(to, [...(events.get(to) ?? []), event]);
    for (const [to, names] of events)
      lines.push(`  ${nameOf(from)} --> ${nameOf(to)}: ${names.join(', ')}`);
    if (!mayStillFill(from)) lines.push(`  ${nameOf(from)} --> [*]`);
  }
  return lines.join('\n');
}

/** `document` with the diagram between its marks; throws when the marks are gone. */
export function withDiagram(document: string): string {
  const start = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (start < 0 || end < start)
    throw new Error('ARCHITECTURE.md has lost the marks of the diagram');
  const block = `${BEGIN}\n\n\`\`\`mermaid\n${orderDiagram()}\n\`\`\`\n\n`;
  return document.slice(0, start) + block + document.slice(end);
}

export const DOCUMENT = join(import.meta.dirname, '..', '..', 'ARCHITECTURE.md');

if (import.meta.main) writeFileSync(DOCUMENT, withDiagram(readFileSync(DOCUMENT, 'utf8')));
