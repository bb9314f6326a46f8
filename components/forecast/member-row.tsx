// One member of the forecast across the horizons: volatility, and its share in the average or a dash when it is beside it.
import { MISSING } from '#lib/format/digits.ts';
import { formatPercent } from '#lib/format/ratio.ts';
import { KIND_WORD, type MemberCell, type MemberLine } from './forecast-view.ts';

export interface MemberRowProps {
  readonly line: MemberLine;
}

/** ".33"; a dash when the member does not count. */
function weightText(weight: number): string {
  return weight === 0 ? MISSING : weight >= 1 ? '1' : weight.toFixed(2).slice(1);
}

function Cell({ said }: Pick<MemberCell, 'said'>) {
  const isCounted = said !== null && said.weight > 0;
  return (
    <td className={`num text-xs ${isCounted ? 'text-ink' : 'text-ink-faint'}`}>
      {said === null ? '' : formatPercent(said.volAnnual)}
      <span className="inline-block w-[20px] text-right text-2xs text-ink-faint">
        {said === null ? '' : weightText(said.weight)}
      </span>
    </td>
  );
}

export function MemberRow({ line }: MemberRowProps) {
  const { id, kind, source, cells } = line;
  const sourceWord = source === 'onnx' ? 'ONNX' : 'plain';
  return (
    <tr data-testid="forecast-member" data-member={id}>
      <th
        scope="row"
        title={`${id}: ${KIND_WORD[kind]}, ${sourceWord}`}
        className="truncate text-left font-normal text-ink-soft"
      >
        {id} <span className="text-2xs text-ink-faint">{sourceWord}</span>
      </th>
      {cells.map(({ minutes, said }) => (
        <Cell key={minutes} said={said} />
      ))}
    </tr>
  );
}
