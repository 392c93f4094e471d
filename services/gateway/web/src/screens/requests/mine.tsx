import "@mantine/core/styles/Input.css";
import { Button, Textarea } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Request } from "../../parts/asked";
import { Card } from "../../parts/card";
import { firstOf } from "../../parts/people";
import { Readers } from "../../parts/readers";
import classes from "./requests.module.css";
import { useSteps } from "./steps";

const MESSAGE_MOST = 2000;

/** What somebody who asked may do while they wait. */
export function Mine({ request, name }: { request: Request; name: string }) {
  const { t } = useTranslation("requests");
  const first = firstOf(name);
  const steps = useSteps(request);
  const [isWithdrawn, setWithdrawn] = useState(false);
  const { state } = request;
  const withdraw = () => {
    setWithdrawn(true);
    steps.withdrawLater(t("done.withdraw"), () => setWithdrawn(false));
  };
  if (isWithdrawn) return <p className={classes.quiet}>{t("withdrawing")}</p>;
  const isMoreWanted = request.info_asked_at !== null && request.more === null && (state === "info-asked" || state === "open");
  return (
    <>
      {isMoreWanted && <TellMore request={request} name={first} />}
      <Card title={t("waiting")} tone="learn">
        <p>{t(`waiting-text.${state === "proposed" ? "proposed" : "open"}`, { name: first })}</p>
        <div className={classes.deeds}>
          {state === "proposed" && (
            <Button onClick={() => void steps.take({ answer: "confirm" }, t("done.confirm", { name: first }))}>
              {t("confirm")}
            </Button>
          )}
          {(state === "open" || state === "info-asked") && (
            <Button
              variant="default"
              onClick={() => void steps.take({ answer: "propose-talk" }, t("done.propose-talk", { name: first }))}
            >
              {t("propose-talk")}
            </Button>
          )}
          {state === "talk-proposed" && (
            <Button onClick={() => void steps.take({ answer: "talk-held" }, t("done.talk-held", { name: first }))}>
              {t("talk-held")}
            </Button>
          )}
          {state !== "proposed" && state !== "asked" && (
            <Button component={Link} href={`/requests/${request.request_id}/thread`} variant="default">
              {t("write", { name: first })}
            </Button>
          )}
          <Button variant="subtle" onClick={withdraw}>
            {t("withdraw")}
          </Button>
        </div>
      </Card>
    </>
  );
}

function TellMore({ request, name }: { request: Request; name: string }) {
  const { t } = useTranslation("requests");
  const steps = useSteps(request);
  const [message, setMessage] = useState("");
  const [isSending, setSending] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    await steps.take({ answer: "tell-more", message: message.trim() }, t("done.tell-more", { name }));
    setSending(false);
  };
  return (
    <Card title={t("tell-more-title", { name })} tone="teach">
      <form className={classes.form} onSubmit={(event) => void submit(event)}>
        <Textarea
          size="md"
          label={t("tell-more-label")}
          description={t("tell-more-help")}
          rows={5}
          required
          withAsterisk={false}
          maxLength={MESSAGE_MOST}
          value={message}
          onChange={(event) => setMessage(event.currentTarget.value)}
        />
        <Readers who="pair" name={name} />
        <div>
          <Button type="submit" loading={isSending} disabled={!message.trim()}>
            {t("tell-more")}
          </Button>
        </div>
      </form>
    </Card>
  );
}
