import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Card } from "../../parts/card";
import { useOpener } from "../../parts/opener";
import { Readers } from "../../parts/readers";
import { Trouble } from "../../parts/trouble";
import { actionsOf } from "../../parts/whole";
import { usePair } from "../pair/pair-context";
import { Action } from "./action";
import { ActionForm } from "./action-form";
import classes from "./goals.module.css";

/** What the two mean to do until they meet again. */
export function Actions() {
  const { t } = useTranslation("goals");
  const { pair, first } = usePair();
  const { isOpen: isAdding, open, close, opener } = useOpener();
  const { data, error, refetch } = useQuery(actionsOf(pair.pair_id));
  if (!data) return error ? <Trouble error={error} retry={refetch} /> : null;
  const todo = data.data.filter(({ state }) => state === "open");
  const settled = data.data.filter(({ state }) => state !== "open");
  return (
    <Card title={t("actions.title")} aside={<Readers who="pair" name={first} />}>
      {todo.length === 0 && !isAdding && <p className={classes.quiet}>{t("actions.none")}</p>}
      {todo.length > 0 && (
        <ul className={classes.actions}>
          {todo.map((action) => (
            <Action key={action.action_id} action={action} />
          ))}
        </ul>
      )}
      {isAdding && <ActionForm close={close} />}
      {!isAdding && !pair.ended_at && (
        <div>
          <Button ref={opener} leftSection={<IconPlus size={18} />} variant="default" onClick={open}>
            {t("actions.add")}
          </Button>
        </div>
      )}
      {settled.length > 0 && (
        <details className={classes.settled}>
          <summary>{t("actions.settled", { count: settled.length })}</summary>
          <ul className={classes.actions}>
            {settled.map((action) => (
              <Action key={action.action_id} action={action} />
            ))}
          </ul>
        </details>
      )}
    </Card>
  );
}
