import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, http, problemOf, type Schemas } from "../../api/client";
import type { Draft } from "../../app/outbox";
import { useUndo } from "../../app/undo";
import { Prose } from "../../parts/prose";
import { useKeys, useOpened } from "../../sealing/keys";
import { tagsOf, type Written } from "./drafts";
import type { Entry } from "./entries";
import classes from "./journal.module.css";
import { AboutFields, TextField } from "./writing";

interface EditProps {
  entry: Entry;
  text: string;
  tags: string[];
  done: () => void;
}

/** Another text in the place of this one; who reads it stays. */
export function Edit({ entry, text, tags, done }: EditProps) {
  const { t } = useTranslation("journal");
  const undo = useUndo();
  const client = useQueryClient();
  const path = { params: { path: { entry_id: entry.entry_id } } };
  const { queryKey } = api.queryOptions("get", "/v1/journal/entries/{entry_id}", path);
  const [written, setWritten] = useState<Written>({
    kind: entry.kind,
    level: entry.level,
    pairId: entry.pair_id ?? undefined,
    day: entry.day,
    opensOn: "",
    text,
    tags: tags.join(", "),
  });
  const [version, setVersion] = useState(entry.version);
  const [meanwhile, setMeanwhile] = useState<Entry>();
  const seal = useSealAnew();
  const change = (some: Partial<Written>) => setWritten({ ...written, ...some });

  const save = async () => {
    const params = { ...path.params, header: { "If-Match": `"${version}"` } };
    const { data, error } = await http.PUT("/v1/journal/entries/{entry_id}", { params, body: await seal(written) });
    if (problemOf(error ?? {}).code === "changed-meanwhile") {
      const { data: current } = await http.GET("/v1/journal/entries/{entry_id}", path);
      return setMeanwhile(current);
    }
    const isDone = await undo.now({
      words: t("said-changed"),
      send: async () => {
        if (error) throw error;
        client.setQueryData(queryKey, data);
        await client.invalidateQueries({ queryKey: ["get", "/v1/journal/entries"] });
      },
    });
    if (isDone) done();
  };

  return (
    <>
      <TextField written={written} change={change} save={() => void save()} />
      <AboutFields written={written} change={change} />
      {meanwhile && meanwhile.version !== version && (
        <Meanwhile entry={meanwhile} over={() => setVersion(meanwhile.version)} />
      )}
      <div className={classes.deeds}>
        <Button disabled={!written.text.trim()} onClick={() => void save()}>
          {t("save")}
        </Button>
        <Button variant="default" onClick={done}>
          {t("cancel")}
        </Button>
      </div>
    </>
  );
}

/** What came in between, beside what is written here: nothing of either is lost before somebody decides. */
function Meanwhile({ entry, over }: { entry: Entry; over: () => void }) {
  const { t } = useTranslation("journal");
  const { content } = useOpened(entry.entry_id, entry.version, entry.jwe);
  return (
    <section className={classes.meanwhile} role="alert">
      <h2>{t("meanwhile")}</h2>
      <p className={classes.quiet}>{t("meanwhile-text")}</p>
      <Prose text={content?.text ?? entry.text ?? ""} isPlain />
      <div>
        <Button variant="default" onClick={over}>
          {t("meanwhile-over")}
        </Button>
      </div>
    </section>
  );
}

/** As it is sent: at the level that it has. */
function useSealAnew(): (written: Written) => Promise<Draft> {
  const { published } = useKeys();
  return async ({ level, kind, day, text, tags: named, pairId }) => {
    const tags = tagsOf(named);
    if (level === "pair") return { level, kind, day, text, tags, pair_id: pairId ?? "" };
    if (level !== "sealed") return { level: "mine", kind, day, text, tags, ...(pairId && { pair_id: pairId }) };
    const { sealed } = await import("../../sealing/box");
    const jwe: Schemas["Jwe"] = await sealed({ text, tags }, published ? [published.jwk] : []);
    return { level, kind, day, jwe };
  };
}
