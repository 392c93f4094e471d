import "@mantine/core/styles/Input.css";
import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { http, once, type Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import { useEdit } from "../../parts/edit";
import { EditConflict } from "../../parts/edit-conflict";
import { Form } from "../../parts/form";
import { sent } from "../../parts/sent";
import { useWhen } from "../../parts/when";
import { usePair } from "../pair/pair-context";
import classes from "./goals.module.css";
import { useActions } from "./use-actions";

type Action = Schemas["Action"];
type Written = Pick<Action, "what" | "owner_ids" | "due">;

const LINE = 300;
const OWNERS = ["mine", "theirs", "both"] as const;

/** A new one, or other words for one that is there. */
export function ActionForm({ action, close }: { action?: Action; close: () => void }) {
  const { t } = useTranslation("goals");
  const me = useMe();
  const { pair, partnerId, first } = usePair();
  const { date } = useWhen();
  const [key] = useState(once);
  const { change, reread } = useActions();
  const { draft, write, theirs, save } = useEdit<Action, Written>({
    version: action?.version,
    words: () => t(action ? "actions.saved" : "actions.added"),
    send: (body, version) => {
      const params = { path: { pair_id: pair.pair_id }, header: { "Idempotency-Key": key } };
      return action ? change(action, version, body) : sent(http.POST("/v1/pairs/{pair_id}/actions", { params, body }));
    },
    reread,
  });
  const { what, owner_ids, due } = draft ?? action ?? { what: "", owner_ids: [me.person_id], due: null };
  const written = { what, owner_ids, due };
  const set = (part: Partial<Written>) => write({ ...written, ...part });
  const owners = { mine: [me.person_id], theirs: [partnerId], both: [me.person_id, partnerId] };
  const whoseOf = (ids: readonly string[]) => (ids.length > 1 ? "both" : ids[0] === partnerId ? "theirs" : "mine");
  const said = ({ what, owner_ids, due }: Written) => [
    what,
    t(`form.whose-${whoseOf(owner_ids)}`, { name: first }),
    due ? date(due) : "",
  ];
  return (
    <>
      {theirs && (
        <EditConflict
          by={first}
          fields={(["what", "owner_ids", "due"] as const).map((field, at) => ({
            name: t(`form.${field}`),
            theirs: said(theirs)[at] ?? "",
            mine: said(written)[at] ?? "",
            take: () => set({ [field]: theirs[field] }),
          }))}
          keepMine={async () => (await save(written)) && close()}
          takeTheirs={close}
        />
      )}
      <Form submit={action ? undefined : t("form.add")} isReady={Boolean(what.trim())} send={() => save(written)} close={close}>
        <TextInput
          label={t("form.what")}
          placeholder={t("form.what-example")}
          required
          autoFocus
          maxLength={LINE}
          value={what}
          onChange={(event) => set({ what: event.currentTarget.value })}
        />
        <div className={classes.fields}>
          <NativeSelect
            label={t("form.owner_ids")}
            value={whoseOf(owner_ids)}
            data={OWNERS.map((value) => ({ value, label: t(`form.whose-${value}`, { name: first }) }))}
            onChange={({ currentTarget: { value } }) =>
              set({ owner_ids: owners[OWNERS.find((one) => one === value) ?? "mine"] })
            }
          />
          <TextInput
            type="date"
            label={t("form.due")}
            value={due ?? ""}
            onChange={(event) => set({ due: event.currentTarget.value || null })}
          />
        </div>
      </Form>
    </>
  );
}
