// A model card as plain text in sections that open. In: the card. Out: details; nothing of it is run or followed.
import { Children } from 'react';
import { BY_KEYBOARD } from '#components/ui/by-keyboard.ts';
import { type CardBlock, type CardSection, cardSections } from './card-view.ts';

export interface CardTextProps {
  readonly card: string;
}

function drawHead(cell: string) {
  return (
    <th scope="col" className="pr-3 text-left font-normal text-ink-faint">
      {cell}
    </th>
  );
}

function drawCell(cell: string) {
  return <td className="num pr-3 whitespace-nowrap">{cell}</td>;
}

function TableBlock({ rows }: { rows: readonly (readonly string[])[] }) {
  const [head = [], ...body] = rows;
  // toArray gives each cell the key of its place.
  return (
    <div {...BY_KEYBOARD} className="overflow-x-auto">
      <table className="text-2xs text-ink-soft">
        <thead>
          <tr>{Children.toArray(head.map(drawHead))}</tr>
        </thead>
        <tbody>
          {body.map((row) => (
            <tr key={row.join('|')}>{Children.toArray(row.map(drawCell))}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Block({ block }: { block: CardBlock }) {
  if (block.kind === 'table') return <TableBlock rows={block.rows} />;
  if (block.kind === 'text') return <p>{block.text}</p>;
  return (
    <ul className="list-disc pl-4">
      {block.items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}

function Section({ section, isOpen }: { section: CardSection; isOpen: boolean }) {
  return (
    <details open={isOpen} className="border-t border-line/55">
      <summary className="cursor-pointer px-2 py-1 text-xs text-ink pointer-coarse:py-3">
        {section.title}
      </summary>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5 px-2 pb-2 text-xs text-ink-soft">
        {section.blocks.map((block) => (
          <Block key={JSON.stringify(block)} block={block} />
        ))}
      </div>
    </details>
  );
}

export function CardText({ card }: CardTextProps) {
  return (
    <div data-testid="model-card">
      {cardSections(card).map((section, i) => (
        <Section
          key={`${section.title}${JSON.stringify(section.blocks)}`}
          section={section}
          isOpen={i === 0}
        />
      ))}
    </div>
  );
}
