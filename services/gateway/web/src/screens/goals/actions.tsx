import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "../../parts/card";
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
  const [isAdding, setAdding] = useState(false);
  const adder = useRef<HTMLButtonElement>(null);
  const { data, error, refetch } = useQuery(actionsOf(pair.pair_id));
  if (!data) return error ? <Trouble error={error} retry={refetch} /> : null;
  const open = data.data.filter(({ state }) => state === "open");
  const settled = data.data.filter(({ state }) => state !== "open");
  const close = () => {
    setAdding(false);
    requestAnimationFrame(() => adder.current?.focus());
  };
  return (
    <Card title={t("actions.title")} aside={<Readers who="pair" name={first} />}>
      {open.length === 0 && !isAdding && <p className={classes.quiet}>{t("actions.none")}</p>}
      {open.length > 0 && (
        <ul className={classes.actions}>
          {open.map((action) => (
            <Action key={action.action_id} action={action} />
          ))}
        </ul>
      )}
      {isAdding && <ActionForm close={close} />}
      {!isAdding && !pair.ended_at && (
        <div>
          <Button ref={adder} leftSection={<IconPlus size={18} />} variant="default" onClick={() => setAdding(true)}>
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
