import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { Card } from "../../parts/card";
import { RadioGroup } from "../../parts/radio-group";
import { Readers } from "../../parts/readers";
import { inPair } from "../pair/in-pair";
import { usePair } from "../pair/pair-context";
import classes from "./end.module.css";
import { useEnd, type Reason } from "./use-end";

const REASONS: readonly Reason[] = ["completed", "faded", "no-fault", "moved", "safety"];

/** Ending it: well, or early. Alone and at once. */
export default inPair(End);

function End() {
  const { t } = useTranslation("endings");
  const { pair } = usePair();
  if (!pair.ended_at) return <Ending />;
  const next = pair.ending === "completed" ? "farewell" : "rematch";
  return (
    <Card title={t("end.over")}>
      <p>{t(`end.over-${next}`)}</p>
      <div>
        <Button component={Link} href={`/pairs/${pair.pair_id}/${next}`}>
          {t(`end.to-${next}`)}
        </Button>
      </div>
    </Card>
  );
}

function Ending() {
  const { t } = useTranslation("endings");
  const { pair, first } = usePair();
  const [reason, setReason] = useState<Reason | null>(null);
  const [isSending, setSending] = useState(false);
  const [, go] = useLocation();
  const end = useEnd();
  const submit = async (event: React.FormEvent) => {
    event.preventDefault();
    if (!reason) return;
    setSending(true);
    const isEnded = await end(reason);
    setSending(false);
    if (isEnded) go(`/pairs/${pair.pair_id}/${reason === "completed" ? "farewell" : "rematch"}`);
  };
  return (
    <Card title={t("end.title")} aside={<Readers who="mine" />}>
      <p className={classes.lead}>{t("end.lead", { name: first })}</p>
      <form className={classes.form} onSubmit={submit}>
        <RadioGroup
          question={t("end.question")}
          choices={REASONS.map((value) => ({
            value,
            words: t(`end.${value}`),
            hint: t(`end.${value}-hint`, { name: first }),
          }))}
          value={reason}
          onChange={setReason}
        />
        {reason === "safety" && (
          <p className={classes.help}>
            {t("end.help")} <Link href="/reports/new">{t("end.report")}</Link>
          </p>
        )}
        <p className={classes.quiet}>{t("end.for-good")}</p>
        <div className={classes.deeds}>
          <Button type="submit" disabled={!reason} loading={isSending}>
            {t(reason === "completed" ? "end.complete" : "end.end")}
          </Button>
          <Button component={Link} href={`/pairs/${pair.pair_id}`} variant="default">
            {t("end.stay")}
          </Button>
        </div>
      </form>
    </Card>
  );
}
