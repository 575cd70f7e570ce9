import { useSyncExternalStore } from 'react';
import type { PlatformCard } from '../contract.ts';
import { get } from './requests.ts';

let cards: readonly PlatformCard[] = [];
let byName: ReadonlyMap<string, PlatformCard> = new Map();
let asked = false;
const listeners = new Set<() => void>();

/** The platforms; none until the server has told of them. */
export function usePlatformCards(): readonly PlatformCard[] {
  return useSyncExternalStore(subscribe, () => cards);
}

export function usePlatformCard(name: string): PlatformCard | undefined {
  usePlatformCards();
  return byName.get(name);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!asked) {
    asked = true;
    void read();
  }
  return () => listeners.delete(listener);
}

async function read(): Promise<void> {
  try {
    cards = await get<PlatformCard[]>('/platforms');
    byName = new Map(cards.map((card) => [card.name, card]));
    for (const listener of listeners) listener();
  } catch {
    // Whoever looks next asks again.
    asked = false;
  }
}
