// A model card in parts. In: its text. Out: sections of paragraphs, lists and tables, as plain text: nothing in it is run. Pure.

export type CardBlock =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] };

export interface CardSection {
  readonly title: string;
  readonly blocks: readonly CardBlock[];
}

/** Marks of emphasis and code are left out: they are for other readers. */
function bare(text: string): string {
  return text.replaceAll(/\*\*|`/g, '').trim();
}

function cells(line: string): readonly string[] {
  return line
    .replaceAll(/^\s*\||\|\s*$/g, '')
    .split('|')
    .map(bare);
}

function listItems(lines: readonly string[]): readonly string[] {
  const items: string[] = [];
  for (const line of lines)
    if (line.startsWith('- ')) items.push(line.slice(2));
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  return items.map(bare);
}

function blockOf(text: string): CardBlock {
  const lines = text.split('\n');
  const [first = ''] = lines;
  if (first.startsWith('|'))
    return { kind: 'table', rows: lines.filter((line) => !/^\|[\s:|-]+$/.test(line)).map(cells) };
  if (first.startsWith('- ')) return { kind: 'list', items: listItems(lines) };
  return { kind: 'text', text: bare(lines.join(' ')) };
}

function sectionOf(title: string, body: string): CardSection {
  const texts = body.split(/\n\s*\n/).map((each) => each.trim());
  return { title: bare(title), blocks: texts.filter((each) => each !== '').map(blockOf) };
}

/** What stands before the first heading of its own comes under "Summary"; the title of the file is left out. */
export function cardSections(card: string): readonly CardSection[] {
  const [head = '', ...rest] = card.replaceAll('\r\n', '\n').split(/^#{2,6} /m);
  const summary = sectionOf('Summary', head.replace(/^# .*$/m, ''));
  const others = rest.map((each) => {
    const [title = '', ...lines] = each.split('\n');
    return sectionOf(title, lines.join('\n'));
  });
  return [summary, ...others].filter(({ blocks }) => blocks.length > 0);
}
