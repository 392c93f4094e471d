/** ⌘K and single keys: everywhere by name, from everywhere by `g` and a letter, and what the screen itself has keys for. */

import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { keysHere, useSingleKeys } from "./keys";
import classes from "./palette.module.css";
import type { Place } from "./places";

/** After `g`, so long for the letter. */
const CHORD_MS = 1_500;

export function usePalette(places: readonly Place[]): { isOpen: boolean; open: () => void; close: () => void } {
  const [isOpen, setOpen] = useState(false);
  const [, go] = useLocation();
  const [isOn] = useSingleKeys();
  useEffect(() => {
    let begun = 0;
    const press = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        return setOpen(true);
      }
      if (!isOn || isWriting(event) || event.metaKey || event.ctrlKey || event.altKey) return;
      if (event.timeStamp - begun < CHORD_MS) {
        begun = 0;
        const place = places.find(({ key }) => key === event.key);
        if (place) go(place.path);
      } else if (event.key === "g") begun = event.timeStamp;
      else if (event.key === "n") go("/journal/new");
      else if (event.key === "?") {
        // Or it would be what is looked for.
        event.preventDefault();
        setOpen(true);
      } else {
        const own = keysHere().find(({ key }) => key === event.key);
        if (!own) return;
        event.preventDefault();
        own.press();
      }
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [places, go, isOn]);
  return { isOpen, open: () => setOpen(true), close: () => setOpen(false) };
}

function isWriting({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

export function Palette({ places, close }: { places: readonly Place[]; close: () => void }) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const [wanted, setWanted] = useState("");
  const [at, setAt] = useState(0);
  const dialog = useRef<HTMLDialogElement>(null);
  const found = useMemo(() => {
    const all = [
      ...keysHere().map(({ words, key, press }) => ({ words, keys: key, choose: press })),
      ...places.map(({ name, path, key }) => ({ words: t(`nav.${name}`), keys: `g ${key}`, choose: () => go(path) })),
      { words: t("palette.new-entry"), keys: "n", choose: () => go("/journal/new") },
    ];
    return all.filter(({ words }) => words.toLowerCase().includes(wanted.trim().toLowerCase()));
  }, [places, go, t, wanted]);

  useEffect(() => dialog.current?.showModal(), []);
  const choose = (deed: (() => void) | undefined) => {
    if (!deed) return;
    // First, so that the deed has the last word about what has the focus.
    dialog.current?.close();
    deed();
  };
  const press = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setAt((before) => (before + step + found.length) % Math.max(1, found.length));
    } else if (event.key === "Enter") choose(found[at]?.choose);
  };

  return (
    <dialog ref={dialog} className={classes.palette} aria-label={t("palette.open")} onClose={close}>
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-found"
        aria-activedescendant={found[at] ? `palette-${at}` : undefined}
        aria-label={t("palette.open")}
        placeholder={t("palette.placeholder")}
        value={wanted}
        onChange={(event) => (setWanted(event.target.value), setAt(0))}
        onKeyDown={press}
      />
      <ul id="palette-found" role="listbox" aria-label={t("navigation")}>
        {found.map(({ words, keys, choose: deed }, number) => (
          <li
            key={keys}
            id={`palette-${number}`}
            role="option"
            aria-selected={number === at}
            onMouseMove={() => setAt(number)}
            onClick={() => choose(deed)}
          >
            {words} <kbd>{keys}</kbd>
          </li>
        ))}
      </ul>
    </dialog>
  );
}
