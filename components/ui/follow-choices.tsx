// Keeps the document as chosen, on every page: other tabs and the system's theme are followed. Out: nothing to see.
'use client';
import { useEffect } from 'react';
import { followChoices } from './use-choices.ts';

export function FollowChoices() {
  useEffect(followChoices, []);
  return null;
}
