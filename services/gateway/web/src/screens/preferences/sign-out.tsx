import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useWaiting } from "../../app/outbox";
import { useSignOut } from "../../app/session";
import { useUndo } from "../../app/undo";
import { focused } from "../../parts/focused";
import classes from "./preferences.module.css";
import { forgetThisDevice } from "./push";

/** Out of this browser. Entries that wait to be sent stay in it, which whoever leaves has to know before. */
export function SignOut() {
  const { t } = useTranslation("preferences");
  const count = useWaiting().length;
  const [isAsked, setAsked] = useState(false);
  const [isLeaving, setLeaving] = useState(false);
  const leave = useLeave();
  const go = async () => {
    setLeaving(true);
    await leave();
    setLeaving(false);
  };
  if (!isAsked || count === 0)
    return (
      <div>
        <Button variant="default" loading={isLeaving} onClick={() => (count > 0 ? setAsked(true) : void go())}>
          {t("sign-out")}
        </Button>
      </div>
    );
  return (
    <div className={classes.warning}>
      <p ref={focused} tabIndex={-1}>
        <strong>{t("unsent", { count })}</strong> {t("unsent-text", { count })}
      </p>
      <div className={classes.deeds}>
        <Button component={Link} href="/journal">
          {t("unsent-see")}
        </Button>
        <Button variant="default" loading={isLeaving} onClick={() => void go()}>
          {t("sign-out-anyway")}
        </Button>
        <Button variant="default" onClick={() => setAsked(false)}>
          {t("stay")}
        </Button>
      </div>
    </div>
  );
}

function useLeave(): () => Promise<unknown> {
  const { t } = useTranslation("preferences");
  const signOut = useSignOut();
  const undo = useUndo();
  return async () => {
    await undo.finish();
    // What is pushed is for whoever is signed in here.
    await forgetThisDevice();
    await undo.now({ words: t("signed-out"), send: signOut });
  };
}
