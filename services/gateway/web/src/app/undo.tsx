/** Done at once, with a few seconds to take it back; sent when they are over, or when nobody sees the page any more. */

import { Button } from "@mantine/core";
import { createContext, useCallback, useContext, useEffect, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { problemOf, type Problem } from "../api/client";
import classes from "./undo.module.css";

const UNDO_MS = 6_000;
const SAID_MS = 9_000;

interface Deed {
  /** What was done, in words for whoever did it. */
  words: string;
  /** Sends it. What it throws is shown, and `takeBack` is called. */
  send: () => Promise<unknown>;
  /** Makes the screen what it was before. */
  takeBack?: () => void;
}

interface Said {
  key: number;
  words: string;
  problem?: Problem;
  undo?: () => void;
}

interface Undo {
  /** Shown as done; sent after a few seconds, or at once where the page goes out of sight. */
  later: (deed: Deed) => void;
  /** Sent now; `words` when it is done. */
  now: (deed: Deed) => Promise<boolean>;
  /** Sends what is not sent yet; over when all of it is there, or refused. */
  finish: () => Promise<unknown>;
  /** Takes back the newest of those that are not sent yet, if there is one. */
  takeBackLast: () => void;
}

const Context = createContext<Undo | null>(null);

export function useUndo(): Undo {
  const undo = useContext(Context);
  if (!undo) throw new Error("outside of Undoing");
  return undo;
}

export function Undoing({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [said, setSaid] = useState<Said[]>([]);
  const keys = useRef(0);
  const waiting = useRef(new Map<number, { go: () => Promise<unknown>; undo: () => void }>());

  const hush = useCallback((key: number) => setSaid((all) => all.filter((one) => one.key !== key)), []);
  const say = useCallback(
    (one: Omit<Said, "key">, ms: number) => {
      const key = keys.current++;
      setSaid((all) => [...all.slice(-2), { ...one, key }]);
      setTimeout(() => hush(key), ms);
      return key;
    },
    [hush],
  );

  const send = useCallback(
    async (deed: Deed) => {
      try {
        await deed.send();
        return true;
      } catch (error) {
        deed.takeBack?.();
        const problem = problemOf(error);
        say({ words: problem.title, problem }, SAID_MS);
        return false;
      }
    },
    [say],
  );

  const later = useCallback(
    (deed: Deed) => {
      const key = keys.current;
      const go = () => {
        waiting.current.delete(key);
        // Where the page comes back there is nothing to undo.
        hush(key);
        return send(deed);
      };
      const timer = setTimeout(() => void go(), UNDO_MS);
      const undo = () => {
        clearTimeout(timer);
        waiting.current.delete(key);
        deed.takeBack?.();
        hush(key);
      };
      waiting.current.set(key, { go: () => (clearTimeout(timer), go()), undo });
      say({ words: deed.words, undo }, UNDO_MS);
    },
    [hush, say, send],
  );

  const now = useCallback(
    async (deed: Deed) => {
      const isDone = await send(deed);
      if (isDone) say({ words: deed.words }, UNDO_MS);
      return isDone;
    },
    [say, send],
  );

  const finish = useCallback(() => Promise.all([...waiting.current.values()].map(({ go }) => go())), []);
  const takeBackLast = useCallback(() => [...waiting.current.values()].at(-1)?.undo(), []);

  useEffect(() => {
    const gone = () => void finish();
    // A phone ends what nobody sees without another word.
    const hidden = () => document.visibilityState === "hidden" && gone();
    window.addEventListener("pagehide", gone);
    document.addEventListener("visibilitychange", hidden);
    return () => {
      window.removeEventListener("pagehide", gone);
      document.removeEventListener("visibilitychange", hidden);
    };
  }, [finish]);

  return (
    <Context.Provider value={{ later, now, finish, takeBackLast }}>
      {children}
      <div className={classes.said} role="status" aria-live="polite">
        {said.map((one) => (
          <div key={one.key} className={classes.one} data-problem={one.problem ? true : undefined}>
            <span>
              <strong>{one.words}</strong>
              {one.problem && ` ${one.problem.detail}`}
            </span>
            {one.undo && (
              <Button size="compact-sm" variant="white" color="dark" onClick={one.undo}>
                {t("undo")}
              </Button>
            )}
          </div>
        ))}
      </div>
    </Context.Provider>
  );
}
