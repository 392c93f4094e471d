import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import type { Schemas } from "../../api/client";
import type { Request } from "../../parts/asked";
import { Card } from "../../parts/card";
import { firstOf } from "../../parts/people";
import { Decline } from "./decline";
import classes from "./requests.module.css";
import { useSteps } from "./steps";

/** What somebody who is asked may do: a yes, a question, a talk first, or a kind no. */
export function Answering({ request, name }: { request: Request; name: string }) {
  const { t } = useTranslation("requests");
  const [, go] = useLocation();
  const [isDeclining, setDeclining] = useState(false);
  const [isDeclined, setDeclined] = useState(false);
  const [busy, setBusy] = useState<Schemas["Answer"]>();
  const steps = useSteps(request);
  const first = firstOf(name);
  const { state } = request;
  const take = (answer: Schemas["Answer"]) => async () => {
    setBusy(answer);
    const now = await steps.take({ answer }, t(`done.${answer}`, { name: first }));
    setBusy(undefined);
    if (now?.pair_id) go(`/pairs/${now.pair_id}`);
  };
  const decline = (reason: Schemas["DeclineReason"] | undefined) => {
    setDeclined(true);
    steps.takeLater({ answer: "decline", ...(reason && { reason }) }, t("done.decline", { name: first }), () =>
      setDeclined(false),
    );
  };
  if (isDeclined) return <p className={classes.quiet}>{t("declining")}</p>;
  if (isDeclining) return <Decline name={first} onDecline={decline} onClose={() => setDeclining(false)} />;
  const canAskMore = state === "open" && request.info_asked_at === null && !request.by_spark;
  const canTalk = state === "open" || state === "info-asked";
  return (
    <Card title={t("answer")} tone="teach">
      <p>{t(request.by_spark ? "answer-spark" : "answer-text", { name: first })}</p>
      <div className={classes.deeds}>
        <Button size="md" loading={busy === "accept"} onClick={() => void take("accept")()}>
          {t("accept")}
        </Button>
        {canTalk && (
          <Button size="md" variant="default" loading={busy === "propose-talk"} onClick={() => void take("propose-talk")()}>
            {t("propose-talk")}
          </Button>
        )}
        {state === "talk-proposed" && (
          <Button size="md" variant="default" loading={busy === "talk-held"} onClick={() => void take("talk-held")()}>
            {t("talk-held")}
          </Button>
        )}
        {canAskMore && (
          <Button size="md" variant="default" loading={busy === "ask-more"} onClick={() => void take("ask-more")()}>
            {t("ask-more")}
          </Button>
        )}
        <Button size="md" variant="subtle" onClick={() => setDeclining(true)}>
          {t("decline")}
        </Button>
      </div>
      <p className={classes.quiet}>
        {canAskMore && `${t("ask-more-help")} `}
        <Link href={`/requests/${request.request_id}/thread`}>{t("write", { name: first })}</Link>
      </p>
    </Card>
  );
}
