/** Single keys of the screen that is shown. `?` lists them, and whoever is disturbed by them switches them off. */

import { useLocalStorage } from "@mantine/hooks";
import { useEffect, useRef } from "react";

export interface Key {
  key: string;
  /** What it does, in words. */
  words: string;
  press: () => void;
}

const KEPT = "bothways.keys";
const shown = new Set<{ current: readonly Key[] }>();

/** These, as long as the screen is there. */
export function useKeys(keys: readonly Key[]): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    shown.add(latest);
    return () => void shown.delete(latest);
  }, []);
}

export function keysHere(): Key[] {
  return [...shown].flatMap(({ current }) => current);
}

/** Speech input and shaky hands press keys that nobody meant. */
export function useSingleKeys(): [isOn: boolean, setOn: (isOn: boolean) => void] {
  const [isOn, setOn] = useLocalStorage({ key: KEPT, defaultValue: true, getInitialValueInEffect: false });
  return [isOn, setOn];
}
