import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useParams } from "wouter";
import { api, http, type Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { useIdempotencyKey } from "../../parts/idempotency-key";
import { Page } from "../../parts/page";
import { firstOf, useNameOf } from "../../parts/people";
import { useInWords } from "../../parts/in-words";
import { useTopics } from "../../parts/topics";
import { sent } from "../../parts/sent";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { useWhen } from "../../parts/when";
import classes from "./recognitions.module.css";

type Recognition = Schemas["Recognition"];

/** A mentoring that is there already: one named it, the other says whether it is so. */
export default function OneRecognition() {
  const { t } = useTranslation("requests");
  const { id = "" } = useParams();
  const path = { params: { path: { recognition_id: id } } };
  const { data, error, refetch } = api.useQuery("get", "/v1/recognitions/{recognition_id}", path);
  if (data) return <Shown recognition={data} />;
  if (!error) return <Waiting />;
  return (
    <Page title={t("recognition")}>
      <Trouble error={error} retry={refetch} />
    </Page>
  );
}

function Shown({ recognition }: { recognition: Recognition }) {
  const { t } = useTranslation("requests");
  const me = useMe();
  const say = useInWords();
  const { day } = useWhen();
  const { mentor_id, mentee_id, topics, since, state, awaiting, expires_at, pair_id, refusal } = recognition;
  const isMentor = mentor_id === me.person_id;
  const name = useNameOf(isMentor ? mentee_id : mentor_id);
  const called = useTopics(topics);
  const isAsked = state === "proposed" && awaiting.includes(me.person_id);
  return (
    <Page
      title={t("recognition-with", { name })}
      lead={t(`recognition-state.${isAsked ? "asked-me" : state}`, { name: firstOf(name) })}
      actions={<Link href="/requests">{t("all")}</Link>}
    >
      <Card>
        <p>{t(isMentor ? "recognition-mentor" : "recognition-mentee", { name: firstOf(name), topics: called.join(", ") })}</p>
        <p className={classes.quiet}>
          {t("recognition-since", { day: day(since) })}
          {expires_at && ` ${t("recognition-until", { day: day(expires_at) })}`}
        </p>
        {refusal && <p role="alert">{say(refusal.words)}</p>}
        {isAsked && <Answer recognition={recognition} />}
        {pair_id && <Link href={`/pairs/${pair_id}`}>{t("to-pair")}</Link>}
      </Card>
    </Page>
  );
}

function Answer({ recognition: { recognition_id } }: { recognition: Recognition }) {
  const { t } = useTranslation("requests");
  const [, go] = useLocation();
  const client = useQueryClient();
  const undo = useUndo();
  const withKey = useIdempotencyKey();
  const [isDenied, setDenied] = useState(false);
  const send = async (agrees: boolean) => {
    const post = (key: string) => {
      const params = { path: { recognition_id }, header: { "Idempotency-Key": key, Prefer: "wait=10" } };
      return http.POST("/v1/recognitions/{recognition_id}/answer", { params, body: { agrees } });
    };
    const now = await sent(withKey(agrees, post));
    await client.invalidateQueries();
    if (now?.pair_id) go(`/pairs/${now.pair_id}`);
  };
  const deny = () => {
    setDenied(true);
    undo.later({ words: t("recognition-denied"), send: () => send(false), takeBack: () => setDenied(false) });
  };
  if (isDenied) return null;
  return (
    <div className={classes.deeds}>
      <Button onClick={() => void undo.now({ words: t("recognition-agreed"), send: () => send(true) })}>
        {t("recognition-yes")}
      </Button>
      <Button variant="default" onClick={deny}>
        {t("recognition-no")}
      </Button>
    </div>
  );
}
