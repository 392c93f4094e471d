import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useWaiting } from "../../app/outbox";
import { useSignOut } from "../../app/session";
import { focused } from "../../parts/focused";
import { Trouble } from "../../parts/trouble";
import classes from "./preferences.module.css";
import { forgetThisDevice } from "./push";

/** Out of this browser. Entries that wait to be sent stay in it, which whoever leaves has to know before. */
export function SignOut() {
  const { t } = useTranslation("preferences");
  const count = useWaiting().length;
  const [isAsked, setAsked] = useState(false);
  const { leave, isLeaving, problem } = useLeave();
  if (!isAsked || count === 0)
    return (
      <>
        {problem !== undefined && <Trouble error={problem} />}
        <div>
          <Button variant="default" loading={isLeaving} onClick={() => (count > 0 ? setAsked(true) : void leave())}>
            {t("sign-out")}
          </Button>
        </div>
      </>
    );
  return (
    <div className={classes.warning}>
      <p ref={focused} tabIndex={-1}>
        <strong>{t("unsent", { count })}</strong> {t("unsent-text", { count })}
      </p>
      {problem !== undefined && <Trouble error={problem} />}
      <div className={classes.deeds}>
        <Button component={Link} href="/journal">
          {t("unsent-see")}
        </Button>
        <Button variant="default" loading={isLeaving} onClick={() => void leave()}>
          {t("sign-out-anyway")}
        </Button>
        <Button variant="default" onClick={() => setAsked(false)}>
          {t("stay")}
        </Button>
      </div>
    </div>
  );
}

interface Leave {
  leave: () => Promise<void>;
  isLeaving: boolean;
  /** Why one is still here. */
  problem: unknown;
}

function useLeave(): Leave {
  const signOut = useSignOut();
  const [isLeaving, setLeaving] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const leave = async () => {
    setLeaving(true);
    setProblem(undefined);
    try {
      // What is pushed is for whoever is signed in here.
      await forgetThisDevice();
      await signOut();
    } catch (error) {
      setProblem(error);
    }
    setLeaving(false);
  };
  return { leave, isLeaving, problem };
}
