import "@mantine/core/styles/Input.css";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { once, type Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import { useWhen } from "../../parts/when";
import { usePair } from "../pair/pair-context";
import classes from "./goals.module.css";
import { useActions, type Written } from "./use-actions";

const LINE = 300;

/** A new one, or other words for one that is there. */
export function ActionForm({ action, close }: { action?: Schemas["Action"]; close: () => void }) {
  const { t } = useTranslation("goals");
  const me = useMe();
  const { partnerId, first } = usePair();
  const [key] = useState(once);
  const [draft, setDraft] = useState<Written>(
    () => action ?? { what: "", owner_ids: [me.person_id], due: null },
  );
  const [newer, setNewer] = useState<Schemas["Action"] | null>(null);
  const [isSending, setSending] = useState(false);
  const { add, rewrite } = useActions();
  const owners = { mine: [me.person_id], theirs: [partnerId], both: [me.person_id, partnerId] };
  const whose = draft.owner_ids.length > 1 ? "both" : draft.owner_ids[0] === partnerId ? "theirs" : "mine";
  const submit = async (event: React.FormEvent) => {
    event.preventDefault();
    setSending(true);
    const { what, owner_ids, due } = draft;
    const written = { what, owner_ids, due };
    const done = action
      ? await rewrite(action, newer?.version ?? action.version, written)
      : await add(written, key);
    setSending(false);
    if (done === true) close();
    else if (done) setNewer(done);
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      {newer && <Newer newer={newer} take={() => setDraft(newer)} />}
      <TextInput
        label={t("form.what")}
        placeholder={t("form.what-example")}
        required
        autoFocus
        maxLength={LINE}
        value={draft.what}
        onChange={(event) => setDraft({ ...draft, what: event.currentTarget.value })}
      />
      <div className={classes.fields}>
        <NativeSelect
          label={t("form.whose")}
          value={whose}
          data={(["mine", "theirs", "both"] as const).map((value) => ({
            value,
            label: t(`form.whose-${value}`, { name: first }),
          }))}
          onChange={(event) => {
            const chosen = event.currentTarget.value;
            if (chosen === "mine" || chosen === "theirs" || chosen === "both")
              setDraft({ ...draft, owner_ids: owners[chosen] });
          }}
        />
        <TextInput
          type="date"
          label={t("form.due")}
          value={draft.due ?? ""}
          onChange={(event) => setDraft({ ...draft, due: event.currentTarget.value || null })}
        />
      </div>
      <div className={classes.deeds}>
        <Button type="submit" disabled={!draft.what.trim()} loading={isSending}>
          {t(action ? "form.save" : "form.add")}
        </Button>
        <Button variant="default" onClick={close}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}

function Newer({ newer, take }: { newer: Schemas["Action"]; take: () => void }) {
  const { t } = useTranslation("goals");
  const { first } = usePair();
  const { date } = useWhen();
  return (
    <div role="alert" className={classes.newer}>
      <span>
        <strong>{t("conflict.theirs", { name: first })}</strong> {newer.what}
        {newer.due && ` · ${t("actions.due", { day: date(newer.due) })}`}
        {newer.state !== "open" && ` · ${t(`actions.${newer.state}`)}`}
      </span>
      <Button size="compact-sm" variant="default" onClick={take}>
        {t("conflict.take")}
      </Button>
    </div>
  );
}
