import "@mantine/core/styles/Input.css";
import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api, http, problemOf, type Schemas } from "../../api/client";
import { useUndo } from "../../app/undo";
import { isMeanwhile } from "../../parts/changed-meanwhile";
import { ofPair } from "../../parts/of-pair";
import { sent } from "../../parts/sent";
import { usePair } from "../pair/pair-context";
import classes from "./agreement.module.css";

type SharedShown = Schemas["SharedShown"];

const CADENCES = [7, 14, 21, 28, 42];
const LENGTHS = [20, 30, 45, 60, 90];
const LINE = 300;
const PARAGRAPH = 1000;

interface SharedFormProps {
  agreement: Schemas["Agreement"];
  close: () => void;
}

/** Written upon the version that was read when it opened. Where the other was faster, both versions stand here. */
export function SharedForm({ agreement, close }: SharedFormProps) {
  const { t } = useTranslation("agreement");
  const { first } = usePair();
  const [draft, setDraft] = useState(agreement.shared);
  const [version, setVersion] = useState(agreement.version);
  const [theirs, setTheirs] = useState<SharedShown | null>(null);
  const [isSending, setSending] = useState(false);
  const save = useSave();
  const set = <Name extends keyof SharedShown>(name: Name, value: SharedShown[Name]) =>
    setDraft((before) => ({ ...before, [name]: value }));
  const submit = async (event: React.FormEvent) => {
    event.preventDefault();
    setSending(true);
    const newer = await save(draft, version);
    setSending(false);
    if (newer === true) return close();
    if (!newer) return;
    setVersion(newer.version);
    setTheirs(newer.shared);
  };
  const other = (name: keyof SharedShown, words: ReactNode) =>
    theirs && theirs[name] !== draft[name] ? (
      <div className={classes.theirs}>
        <span>
          <strong>{t("conflict.theirs", { name: first })}</strong> {words || t("conflict.nothing")}
        </span>
        <Button size="compact-sm" variant="default" onClick={() => set(name, theirs[name])}>
          {t("conflict.take")}
        </Button>
      </div>
    ) : null;

  return (
    <form className={classes.form} onSubmit={submit}>
      {theirs && (
        <p role="alert" className={classes.conflict}>
          {t("conflict.text", { name: first })}
        </p>
      )}
      <div className={classes.pair}>
        <div>
          <NativeSelect
            label={t("shared.cadence")}
            value={draft.cadence_days ?? ""}
            data={[
              { value: "", label: t("shared.open") },
              ...withOwn(CADENCES, draft.cadence_days).map((count) => ({
                value: String(count),
                label: t("shared.every", { count }),
              })),
            ]}
            onChange={(event) => set("cadence_days", Number(event.currentTarget.value) || null)}
          />
          {other("cadence_days", theirs?.cadence_days && t("shared.every", { count: theirs.cadence_days }))}
        </div>
        <div>
          <NativeSelect
            label={t("shared.length")}
            value={draft.session_minutes ?? ""}
            data={[
              { value: "", label: t("shared.open") },
              ...withOwn(LENGTHS, draft.session_minutes).map((count) => ({
                value: String(count),
                label: t("shared.minutes", { count }),
              })),
            ]}
            onChange={(event) => set("session_minutes", Number(event.currentTarget.value) || null)}
          />
          {other("session_minutes", theirs?.session_minutes && t("shared.minutes", { count: theirs.session_minutes }))}
        </div>
      </div>
      <TextInput
        label={t("shared.channel")}
        placeholder={t("shared.channel-example")}
        maxLength={LINE}
        value={draft.channel}
        onChange={(event) => set("channel", event.currentTarget.value)}
      />
      {other("channel", theirs?.channel)}
      <Textarea
        label={t("shared.confidentiality")}
        placeholder={t("shared.confidentiality-example")}
        autosize
        minRows={2}
        maxLength={PARAGRAPH}
        value={draft.confidentiality}
        onChange={(event) => set("confidentiality", event.currentTarget.value)}
      />
      {other("confidentiality", theirs?.confidentiality)}
      <Textarea
        label={t("shared.ending")}
        placeholder={t("shared.ending-example")}
        autosize
        minRows={2}
        maxLength={PARAGRAPH}
        value={draft.ending}
        onChange={(event) => set("ending", event.currentTarget.value)}
      />
      {other("ending", theirs?.ending)}
      <p className={classes.quiet}>{t("form.signatures-back")}</p>
      <div className={classes.deeds}>
        <Button type="submit" loading={isSending}>
          {t(theirs ? "conflict.save" : "form.save")}
        </Button>
        <Button variant="default" onClick={close}>
          {t("form.cancel")}
        </Button>
      </div>
    </form>
  );
}

/** What was agreed otherwise is not lost by opening a list that has not got it. */
function withOwn(usual: readonly number[], own: number | null): number[] {
  return own && !usual.includes(own) ? [...usual, own].sort((one, other) => one - other) : [...usual];
}

/** True when it is saved; what is there now, where the other was faster. */
function useSave(): (body: SharedShown, version: number) => Promise<true | Schemas["Agreement"] | undefined> {
  const { t } = useTranslation("agreement");
  const { pair, first } = usePair();
  const client = useQueryClient();
  const undo = useUndo();
  const path = ofPair(pair.pair_id);
  const reading = api.queryOptions("get", "/v1/pairs/{pair_id}/agreement", path);
  return async (body, version) => {
    let newer: Schemas["Agreement"] | undefined;
    const isSaved = await undo.now({
      words: t("form.saved"),
      send: async () => {
        try {
          const params = { path: { pair_id: pair.pair_id }, header: { "If-Match": `"${version}"` } };
          client.setQueryData(
            reading.queryKey,
            await sent(http.PUT("/v1/pairs/{pair_id}/agreement/shared", { params, body })),
          );
        } catch (error) {
          if (!isMeanwhile(error)) throw error;
          newer = await client.fetchQuery({ ...reading, staleTime: 0 });
          throw { ...problemOf(error), title: t("conflict.title", { name: first }), detail: t("conflict.detail") };
        }
      },
    });
    return isSaved || newer;
  };
}
