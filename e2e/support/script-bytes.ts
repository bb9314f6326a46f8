// How much JavaScript a page needs before it works. In: a page's address, signed in. Out: bytes after gzip.
import { gzipSync } from 'node:zlib';
import type { APIRequestContext } from 'playwright/test';

/** First load of every page, kB after gzip: what its document names as scripts, not what is fetched later on demand. */
export const MOST_SCRIPT_KB = 300;

/** Every script the document of `path` names. The console sends them plain over loopback: gzip is only the measure. */
export async function firstLoadKb(request: APIRequestContext, path: string): Promise<number> {
  const document = await (await request.get(path)).text();
  const tags = document.match(/<script[^>]+src="[^"]+"[^>]*>/g) ?? [];
  // A browser of this decade skips what is marked for those without modules.
  const modern = tags.filter((tag) => !/nomodule/i.test(tag));
  const sources = new Set(modern.map((tag) => /src="([^"]+)"/.exec(tag)?.[1]));
  let bytes = 0;
  for (const source of sources)
    bytes += gzipSync(await (await request.get(source ?? '')).body()).length;
  return bytes / 1000;
}
