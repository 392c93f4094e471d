import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "../../parts/card";
import { Page } from "../../parts/page";
import { ChangePassphrase, KeySetup } from "../../sealing/key-setup";
import { useKeys } from "../../sealing/keys";
import classes from "./journal.module.css";
import { fingerprintOf } from "./reader-choice";

/** The key with which this person seals: what it is for, and how it is not lost. */
export default function Key() {
  const { t } = useTranslation("sealing");
  const { state, published } = useKeys();
  const [isChanging, setChanging] = useState(false);
  const [isChanged, setChanged] = useState(false);
  return (
    <Page title={t("title")} lead={t("lead")}>
      <div className={classes.reading}>
        <Card title={t(`heading-${state}`)}>
          {state === "here" && published && (
            <>
              <p>{t("here-explained")}</p>
              <p className={classes.quiet}>
                {t("fingerprint")} <code className={classes.code}>{fingerprintOf(published.kid)}</code>
              </p>
              <p role="status">{isChanged && t("changed")}</p>
              {isChanging ? (
                <ChangePassphrase done={() => (setChanging(false), setChanged(true))} />
              ) : (
                <div>
                  <Button variant="default" onClick={() => setChanging(true)}>
                    {t("change")}
                  </Button>
                </div>
              )}
            </>
          )}
          <KeySetup />
        </Card>
        <Card title={t("how")}>
          <ul className={classes.points}>
            {(t("points", { returnObjects: true }) as string[]).map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
        </Card>
      </div>
    </Page>
  );
}
