// One decision, explained: speakers, causes, confidence, what would flip it, the trade, every check, the record.
import type { ReactNode } from 'react';
import { Facts } from '#components/ui/facts.tsx';
import { ChecksSection } from './checks-section.tsx';
import { ConfidenceGrid } from './confidence-grid.tsx';
import { Contributions } from './contributions.tsx';
import { candidateFacts, intentFacts, recordFacts } from './decision-facts.ts';

import type { ShownDecision } from './shown-decision.ts';
import { ViewsTable } from './views-table.tsx';
import { NO_BANDS, speakersOf, weightText } from './views-view.ts';

export interface DecisionBodyProps {
  readonly shown: ShownDecision;
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0 border border-line bg-surface">
      <h2 className="border-b border-line px-2 py-1 text-xs font-semibold text-ink-soft">
        {title}
      </h2>
      {children}
    </section>
  );
}

function Nothing({ children }: { children: ReactNode }) {
  return <p className="p-2 text-xs text-ink-faint">{children}</p>;
}

function Speakers({ shown }: DecisionBodyProps) {
  const { explanation } = shown;
  if (explanation === null)
    return (
      <Nothing>
        No explanation was made: there was no fair value, or an older build stored this.
      </Nothing>
    );
  const { views, confidence, confidenceParts } = explanation;
  return (
    <>
      <ViewsTable speakers={speakersOf(views, NO_BANDS)} />
      <div className="px-2 py-1">
        <p data-testid="model-weight" className="pb-1 text-2xs text-ink-soft tabular-nums">
          {weightText(views)}
        </p>
        <ConfidenceGrid confidence={confidence} parts={confidenceParts} />
      </div>
    </>
  );
}

function Causes({ shown }: DecisionBodyProps) {
  const contributions = shown.explanation?.contributions ?? [];
  return contributions.length === 0 ? (
    <Nothing>
      No causes were named: without a learned member there is nothing to take apart.
    </Nothing>
  ) : (
    <Contributions contributions={contributions} />
  );
}

function Trade({ shown }: DecisionBodyProps) {
  const facts = [...candidateFacts(shown.candidate), ...intentFacts(shown)];
  return (
    <>
      {facts.length === 0 ? (
        <Nothing>There was no trade to make: nothing to price on either side.</Nothing>
      ) : (
        <Facts facts={facts} />
      )}
      {shown.flags.length > 0 && (
        <ul aria-label="Why it asks" className="border-t border-line px-2 py-1 text-xs">
          {shown.flags.map(({ id, text }) => (
            <li key={id}>
              <strong className="text-severity-warning">{id}</strong> {text}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

export function DecisionBody({ shown }: DecisionBodyProps) {
  return (
    <div className="grid items-start gap-2 lg:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]">
      <div className="grid min-w-0 gap-2">
        <Section title="What would flip it">
          <p data-testid="counterfactual" className="min-h-9 p-2 text-sm text-ink">
            {shown.explanation?.counterfactual ?? 'Not known without an explanation.'}
          </p>
        </Section>
        <Section title="Who says what">
          <Speakers shown={shown} />
        </Section>
        <Section title="What moved our price">
          <Causes shown={shown} />
        </Section>
        <Section title="Trade">
          <Trade shown={shown} />
        </Section>
        <Section title="Record">
          <Facts facts={recordFacts(shown)} />
        </Section>
      </div>
      <Section title="Checks">
        <ChecksSection checks={shown.checks} />
      </Section>
    </div>
  );
}
