import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { Card } from "../../parts/card";
import { useEnd } from "../end/use-end";
import { usePair } from "../pair/pair-context";
import classes from "./rematch.module.css";

/** While the pair goes on: what happens, what does not, and what may help instead. */
export function PartFirst() {
  const { t } = useTranslation("care");
  const { pair, first } = usePair();
  const [isSending, setSending] = useState(false);
  const end = useEnd();
  const part = async () => {
    setSending(true);
    await end("no-fault");
    setSending(false);
  };
  return (
    <Card title={t("rematch.title")}>
      <p className={classes.lead}>{t("rematch.lead", { name: first })}</p>
      <ul className={classes.facts}>
        {(["at-once", "who", "mark", "both"] as const).map((fact) => (
          <li key={fact}>{t(`rematch.fact-${fact}`, { name: first })}</li>
        ))}
      </ul>
      <p>
        {t("rematch.before")} <Link href={`/pairs/${pair.pair_id}/thread`}>{t("offers.talk-script")}</Link>
      </p>
      <div className={classes.deeds}>
        <Button onClick={part} loading={isSending}>
          {t("rematch.part")}
        </Button>
        <Button component={Link} href={`/pairs/${pair.pair_id}`} variant="default">
          {t("rematch.stay")}
        </Button>
      </div>
    </Card>
  );
}
