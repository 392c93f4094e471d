import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { api, http, problemOf, type Problem, type Schemas } from "../../api/client";
import { conflictOf } from "../../parts/edit";
import { sent } from "../../parts/sent";

export type Notifications = Schemas["Notifications"];
export type Chosen = Schemas["Chosen"];

export interface Choosing {
  /** What was chosen, what is not saved yet included. */
  chosen: Chosen;
  change: (part: Partial<Chosen>) => void;
  state: "idle" | "saving" | "saved";
  problem: Problem | undefined;
  retry: () => void;
  /** It was changed elsewhere meanwhile: `chosen` is what was to be saved here, what was read is what stands there. */
  isConflict: boolean;
  keepMine: () => void;
  takeTheirs: () => void;
}

const READ = api.queryOptions("get", "/v1/me/notifications");

/** Saved as it is clicked, one after the other, each on top of the version before. */
export function useChoosing(notifications: Notifications): Choosing {
  const client = useQueryClient();
  const [draft, setDraft] = useState<Chosen>();
  const [state, setState] = useState<Choosing["state"]>("idle");
  const [problem, setProblem] = useState<Problem>();
  const [isConflict, setConflict] = useState(false);
  const wanted = useRef<Chosen>(undefined);
  const version = useRef(0);
  const isSaving = useRef(false);

  const set = (chosen: Chosen | undefined) => {
    wanted.current = chosen;
    setDraft(chosen);
  };
  const saveAll = async () => {
    while (wanted.current) {
      const body = wanted.current;
      const params = { header: { "If-Match": `"${version.current}"` } };
      const saved = await sent(http.PUT("/v1/me/notifications", { body, params }));
      version.current = saved?.version ?? 0;
      client.setQueryData(READ.queryKey, saved);
      if (wanted.current === body) set(undefined);
    }
  };
  const save = async () => {
    if (isSaving.current) return;
    isSaving.current = true;
    setState("saving");
    setProblem(undefined);
    try {
      await saveAll();
      setState("saved");
    } catch (error) {
      setState("idle");
      if (!conflictOf(error)) setProblem(problemOf(error));
      else {
        await client.refetchQueries({ queryKey: READ.queryKey });
        setConflict(true);
      }
    } finally {
      isSaving.current = false;
    }
  };
  return {
    chosen: draft ?? notifications.chosen,
    change: (part) => {
      if (!wanted.current) version.current = notifications.version ?? 0;
      set({ ...(wanted.current ?? notifications.chosen), ...part });
      if (!isConflict) void save();
    },
    state,
    problem,
    retry: () => void save(),
    isConflict,
    keepMine: () => {
      version.current = notifications.version ?? 0;
      setConflict(false);
      void save();
    },
    takeTheirs: () => {
      set(undefined);
      setConflict(false);
    },
  };
}
