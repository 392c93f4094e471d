import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "../../parts/card";
import { EditConflict } from "../../parts/edit-conflict";
import { Trouble } from "../../parts/trouble";
import { useChoosing, type Chosen, type Choosing, type Notifications } from "./choosing";
import { useDifferences } from "./differences";
import { Matrix } from "./matrix";
import { Measure } from "./measure";
import classes from "./preferences.module.css";

/** What comes through which way, and how much of it. */
export function Messages({ notifications }: { notifications: Notifications }) {
  const { t } = useTranslation("preferences");
  const choosing = useChoosing(notifications);
  const differences = useDifferences(notifications, choosing.chosen);
  return (
    <Card title={t("messages")} aside={<Saved state={choosing.state} />}>
      <p className={classes.quiet}>{t("messages-text")}</p>
      {choosing.problem && <Trouble error={choosing.problem} retry={choosing.retry} />}
      {choosing.isConflict && (
        <EditConflict fields={differences} keepMine={choosing.keepMine} takeTheirs={choosing.takeTheirs} />
      )}
      <Matrix notifications={notifications} choosing={choosing} />
      <Measure notifications={notifications} choosing={choosing} />
      <Reset choosing={choosing} />
    </Card>
  );
}

function Saved({ state }: { state: Choosing["state"] }) {
  const { t } = useTranslation("preferences");
  return (
    <span role="status" className={classes.quiet}>
      {state !== "idle" && t(state)}
    </span>
  );
}

/** Nothing of one's own: until one leaves the screen, what was there before can be had again. */
function Reset({ choosing: { chosen, change } }: { choosing: Choosing }) {
  const { t } = useTranslation("preferences");
  const [before, setBefore] = useState<Chosen>();
  const reset = () => {
    setBefore(chosen);
    change({ ...NOTHING });
  };
  const back = (was: Chosen) => {
    change(was);
    setBefore(undefined);
  };
  return (
    <div className={classes.deeds}>
      {before ? (
        <Button variant="default" onClick={() => back(before)}>
          {t("reset-back")}
        </Button>
      ) : (
        <Button variant="default" onClick={reset}>
          {t("reset")}
        </Button>
      )}
    </div>
  );
}

const NOTHING = {
  kinds: {},
  digest: null,
  gathers_personal: null,
  quiet: null,
  no_quiet: false,
  budget: null,
  paused_until: null,
  less_often: [],
  only_others: [],
} satisfies Chosen;
