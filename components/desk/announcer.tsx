// One polite line for screen readers: fills and changed verdicts, summed up, at most once in five seconds.
'use client';
import { useEffect, useState } from 'react';
import { useLiveHub } from '#components/live/live-provider.tsx';
import { useSelectedMarket } from '#components/live/selected-market.tsx';
import { VisuallyHidden } from '#components/ui/visually-hidden.tsx';

const EVERY_MS = 5_000;

export function Announcer() {
  const { store, flush } = useLiveHub();
  const { ticker } = useSelectedMarket();
  const [text, setText] = useState('');
  useEffect(() => {
    let fills = Object.keys(store.rawTable('fills')?.rows ?? {}).length;
    let verdict = store.row('decisions', ticker ?? '')?.verdict;
    const look = () => {
      const news: string[] = [];
      const fillsNow = Object.keys(store.rawTable('fills')?.rows ?? {}).length;
      if (fillsNow > fills) news.push(`${fillsNow - fills} new fills`);
      fills = fillsNow;
      const decision = store.row('decisions', ticker ?? '');
      if (decision !== undefined && decision.verdict !== verdict)
        news.push(`${decision.verdict}: ${decision.sentence}`);
      verdict = decision?.verdict;
      if (news.length > 0) setText(news.join('. '));
    };
    const id = setInterval(() => flush.next(look), EVERY_MS);
    return () => clearInterval(id);
  }, [store, flush, ticker]);
  return (
    <VisuallyHidden>
      <p role="status">{text}</p>
    </VisuallyHidden>
  );
}
