import "@mantine/core/styles/ActionIcon.css";
import { ActionIcon, Button } from "@mantine/core";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { useOpener } from "../../parts/opener";
import { useWhen } from "../../parts/when";
import { usePair } from "../pair/pair-context";
import { ActionForm } from "./action-form";
import classes from "./goals.module.css";
import { useActions } from "./use-actions";

/** One thing to do: whose it is, until when, and one tap to say that it is done. */
export function Action({ action }: { action: Schemas["Action"] }) {
  const { t } = useTranslation("goals");
  const { pair } = usePair();
  const { isOpen: isWriting, open, close, opener } = useOpener();
  const { settle } = useActions();
  const isOpen = action.state === "open";
  if (isWriting)
    return (
      <li>
        <ActionForm action={action} close={close} />
      </li>
    );
  return (
    <li className={classes.action} data-state={action.state}>
      <label className={classes.tick}>
        <input
          type="checkbox"
          checked={action.state === "done"}
          disabled={Boolean(pair.ended_at) || action.state === "dropped"}
          onChange={() => settle(action, isOpen ? "done" : "open")}
        />
        <span className={classes.what}>
          {action.what || t("erased")}
          <About action={action} />
        </span>
      </label>
      {isOpen && !pair.ended_at && (
        <span className={classes.icons}>
          <ActionIcon
            ref={opener}
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t("actions.change", { what: action.what })}
            onClick={open}
          >
            <IconPencil size={18} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t("actions.drop", { what: action.what })}
            onClick={() => settle(action, "dropped")}
          >
            <IconTrash size={18} />
          </ActionIcon>
        </span>
      )}
      {action.state === "dropped" && !pair.ended_at && (
        <Button size="compact-sm" variant="default" onClick={() => settle(action, "open")}>
          {t("actions.reopen")}
        </Button>
      )}
    </li>
  );
}

function About({ action: { owner_ids, due, state, done_at } }: { action: Schemas["Action"] }) {
  const { t } = useTranslation("goals");
  const { partnerId, first } = usePair();
  const { date, day } = useWhen();
  const whose = owner_ids.length > 1 ? "both" : owner_ids[0] === partnerId ? "theirs" : "mine";
  const isLate = due !== null && state === "open" && due < new Date().toISOString().slice(0, 10);
  return (
    <small className={classes.quiet} data-late={isLate || undefined}>
      {[
        t(`actions.whose-${whose}`, { name: first }),
        state === "open" && due && t(isLate ? "actions.late" : "actions.due", { day: date(due) }),
        state === "done" && done_at && t("actions.done-on", { day: day(done_at) }),
        state === "dropped" && t("actions.dropped"),
      ]
        .filter(Boolean)
        .join(" · ")}
    </small>
  );
}
