// One word per idea, and no name that could mean anything. In: one file. Out: names and words the glossary refuses.
import { parse } from './parse.ts';
import { type Finding, findAll, isCode, type SourceFile } from './source-file.ts';

const EMPTY = 'utils?|helpers?|managers?|common|misc|shared';
const EMPTY_PATH = new RegExp(`(?:^|/|-)(?:${EMPTY})(?:\\.[a-z.-]+)?(?:/|$)`);
const EMPTY_NAME =
  /\b(?:function|class|interface|type|const|let)\s+(\w*(?:Utils?|Helpers?|Managers?|Misc))\b/g;

interface Synonym {
  readonly banned: RegExp;
  readonly use: string;
  /** Where the venue's or a supplier's own word is meant. */
  readonly except: RegExp;
}

const NOWHERE = /^$/;
const THIS_LIST = /^server\/tidy\//;

/** Where text of the venue's wire may stand: its adapter, its simulator, the files that carry its status word, what judges its record, and a test on its recordings. */
const WIRE =
  /^server\/(adapters\/(kalshi|kraken)|simulator|conformance)\/|^lib\/domain\/report\.ts$|^server\/core\/5-execution\/report-to-order\.|^server\/crash\/compare-ledgers\.|^server\/cli\/book-check\.test\.ts$/;

const GLOSSARY: readonly Synonym[] = [
  { banned: /\bcancel(?:ed|ing|ation)\b/gi, use: 'cancelled, cancelling', except: WIRE },
  { banned: /\borderbook\b/gi, use: 'book', except: WIRE },
  { banned: /\bpanic button\b|\bemergency stop\b/gi, use: 'kill', except: NOWHERE },
  { banned: /\b(?:white|black)list/gi, use: 'allow list, deny list', except: NOWHERE },
  { banned: /\bfront-?end\b|\bdashboard\b/gi, use: 'console, desk', except: NOWHERE },
  { banned: /\bback-?end\b/gi, use: 'gateway, engine', except: NOWHERE },
  { banned: /\bwagers?\b|\bbankroll\b/gi, use: 'order, cash', except: NOWHERE },
];

/** A path or a declared name that says nothing about what it holds. */
export function emptyNames(file: SourceFile): Finding[] {
  if (!isCode(file.path)) return [];
  const path = EMPTY_PATH.test(file.path)
    ? [{ path: file.path, line: 1, text: 'the path names no idea' }]
    : [];
  const names = findAll(file, parse(file).code, EMPTY_NAME, (match) => `${match[1]} names no idea`);
  return [...path, ...names];
}

/** Second words for an idea that has one already. */
export function bannedSynonyms(file: SourceFile): Finding[] {
  if (THIS_LIST.test(file.path) || !/\.(ts|tsx|mjs|css|md)$/.test(file.path)) return [];
  return GLOSSARY.filter((each) => !each.except.test(file.path)).flatMap((each) =>
    findAll(file, file.text, each.banned, (match) => `"${match[0]}": the word here is ${each.use}`),
  );
}
