// Error boundary: a panel that throws shows its error and a retry; its neighbours and the kill button go on.
'use client';
import { Component, type ReactNode } from 'react';

interface PanelBoundaryProps {
  readonly name: string;
  readonly children: ReactNode;
}

interface PanelBoundaryState {
  readonly failure: string | null;
}

export class PanelBoundary extends Component<PanelBoundaryProps, PanelBoundaryState> {
  override state: PanelBoundaryState = { failure: null };

  static getDerivedStateFromError(error: unknown): PanelBoundaryState {
    return { failure: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    if (this.state.failure === null) return this.props.children;
    return (
      <div role="alert" className="grid h-full place-content-center gap-2 p-3 text-center text-xs">
        <p className="text-severity-critical">The {this.props.name} panel failed</p>
        <p className="text-ink-faint">{this.state.failure}</p>
        <button
          type="button"
          className="underline underline-offset-4"
          onClick={() => this.setState({ failure: null })}
        >
          Draw it again
        </button>
      </div>
    );
  }
}
