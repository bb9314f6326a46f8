// What runs: mode, builds, wire, and the configuration as it came into force, without a secret.
'use client';
import { useBuildMismatch } from '#components/live/desk-status.ts';
import { type Column, DataTable } from '#components/ui/data-table.tsx';
import { Facts } from '#components/ui/facts.tsx';
import { instantText } from '#components/ui/instant-text.ts';
import { Panel } from '#components/ui/panel.tsx';
import { WIRE_VERSION } from '#lib/wire/envelope.ts';
import type { RunningSetting, SystemFacts } from '#lib/wire/settings-http.ts';
import { OldFacts, readState } from './read-state.tsx';
import { useSettings } from './use-settings.ts';

const COLUMNS: readonly Column[] = [
  { key: 'name', name: 'Variable', look: 'w-[232px] text-left max-md:w-[50%]' },
  { key: 'value', name: 'In force', look: 'text-left' },
];

function engineText({ engineBuild, engineSince }: SystemFacts): string {
  if (engineSince === null) return 'not connected';
  return `${engineBuild ?? 'of a build that is not known'}, connected since ${instantText(engineSince)}`;
}

function SystemTable({ system }: { system: SystemFacts }) {
  const mismatch = useBuildMismatch();
  return (
    <>
      {mismatch !== null && (
        <p role="alert" className="border-b border-line p-2 text-xs text-severity-warning">
          {mismatch}
        </p>
      )}
      <Facts
        facts={[
          { name: 'Mode', value: system.mode },
          { name: 'Running since', value: instantText(system.startedAt) },
          {
            name: 'Build of this page',
            value: document.documentElement.dataset['build'] ?? 'not known',
          },
          { name: 'Build of the gateway', value: system.build },
          { name: 'Build of the engine', value: engineText(system) },
          {
            name: 'Wire version',
            value: `${system.wireVersion}; this page speaks ${WIRE_VERSION}`,
          },
          { name: 'Node.js', value: system.nodeVersion },
        ]}
      />
    </>
  );
}

function ConfigurationTable({ rows }: { rows: readonly RunningSetting[] }) {
  return (
    <DataTable caption="Configuration in force" columns={COLUMNS}>
      <tbody>
        {rows.map(({ name, meaning, value }) => (
          <tr key={name} data-testid="running-setting" data-name={name} title={meaning}>
            <th scope="row" className="num truncate text-left text-xs font-normal text-ink-soft">
              {name}
            </th>
            <td className="num text-left text-xs break-all whitespace-normal! text-ink">{value}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

export function SystemPanels() {
  const query = useSettings();
  return (
    <>
      <Panel id="system" title="What runs" state={readState(query)}>
        <OldFacts query={query} />
        {query.data !== undefined && <SystemTable system={query.data.system} />}
      </Panel>
      <Panel id="configuration" title="Configuration in force" state={readState(query)}>
        {query.data !== undefined && <ConfigurationTable rows={query.data.configuration} />}
        <p className="p-2 text-2xs text-ink-faint">
          Environment variables of the start, as the README lists them; a change needs a restart.
          Keys stay with the engine: this page shows at most the end of a key's id.
        </p>
      </Panel>
    </>
  );
}
