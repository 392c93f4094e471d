import { useTranslation } from "react-i18next";
import { http, type Schemas } from "../../api/client";
import type { Draft } from "../../app/outbox";
import { useEdit } from "../../parts/edit";
import { EditConflict } from "../../parts/edit-conflict";
import { Form } from "../../parts/form";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";
import { useWhen } from "../../parts/when";
import { useKeys, useOpened } from "../../sealing/keys";
import { tagsOf, type Written } from "./drafts";
import { useKinds, type Entry } from "./entries";
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
  const reread = useReread();
  const seal = useSealAnew();
  const { draft, write, theirs, save } = useEdit<Entry, Written>({
    version: entry.version,
    words: () => t("said-changed"),
    send: async (written, version) => {
      const params = { path: { entry_id: entry.entry_id }, header: { "If-Match": version } };
      return sent(http.PUT("/v1/journal/entries/{entry_id}", { params, body: await seal(written) }));
    },
    reread: () => reread("/v1/journal/entries/{entry_id}", "/v1/journal/entries"),
  });
  const { kind, level, day } = entry;
  const before = { kind, level, day, pairId: entry.pair_id ?? undefined, opensOn: "", text, tags: tags.join(", ") };
  const written = draft ?? before;
  const change = (some: Partial<Written>) => write({ ...written, ...some });
  const saveAndLeave = async () => (await save(written)) && done();

  return (
    <>
      {theirs && (
        <Conflict theirs={theirs} mine={written} change={change} keepMine={saveAndLeave} takeTheirs={done} />
      )}
      <Form isReady={Boolean(written.text.trim())} send={() => save(written)} close={done}>
        <TextField written={written} change={change} save={() => void saveAndLeave()} />
        <AboutFields written={written} change={change} />
      </Form>
    </>
  );
}

interface ConflictProps {
  theirs: Entry;
  mine: Written;
  change: (some: Partial<Written>) => void;
  keepMine: () => unknown;
  takeTheirs: () => unknown;
}

/** It was changed on another screen of the same author, who alone can open what is sealed. */
function Conflict({ theirs, mine, change, keepMine, takeTheirs }: ConflictProps) {
  const { t } = useTranslation("journal");
  const { date } = useWhen();
  const { nameOf } = useKinds();
  const { content } = useOpened(theirs.entry_id, theirs.version, theirs.jwe);
  const { kind, day } = theirs;
  const text = content?.text ?? theirs.text ?? "";
  const tags = (content?.tags ?? theirs.tags ?? []).join(", ");
  const fields = [
    { name: t("words"), theirs: text, mine: mine.text, take: () => change({ text }) },
    { name: t("kind"), theirs: nameOf(kind), mine: nameOf(mine.kind), take: () => change({ kind }) },
    { name: t("day"), theirs: date(day), mine: date(mine.day), take: () => change({ day }) },
    { name: t("tags"), theirs: tags, mine: mine.tags, take: () => change({ tags }) },
  ];
  return <EditConflict fields={fields} keepMine={keepMine} takeTheirs={takeTheirs} />;
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
