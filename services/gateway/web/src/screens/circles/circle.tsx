import { Button } from "@mantine/core";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import { api, type Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import { Card } from "../../parts/card";
import { Page } from "../../parts/page";
import { useInWords } from "../../parts/in-words";
import { useTopics } from "../../parts/topics";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { useWhen } from "../../parts/when";
import classes from "./circles.module.css";
import { People } from "./people";
import { PeoplePicker } from "./people-picker";
import { useCircle } from "./use-circle";

type Circle = Schemas["Circle"];

const SMALLEST = 3;
const LARGEST = 8;

/** One circle: who is in it, and one's own yes or no. */
export default function CircleScreen() {
  const { id = "" } = useParams();
  const { data, error, refetch } = api.useQuery("get", "/v1/circles/{circle_id}", {
    params: { path: { circle_id: id } },
  });
  if (!data) return error ? <Trouble error={error} retry={refetch} /> : <Waiting />;
  return <Shown circle={data} />;
}

function Shown({ circle }: { circle: Circle }) {
  const { t } = useTranslation("circles");
  const me = useMe();
  const topics = useTopics(circle.topics);
  const isLiving = circle.state === "proposed" || circle.state === "formed";
  const isMember = circle.members.includes(me.person_id);
  return (
    <Page title={topics.join(", ")} lead={<Lead circle={circle} />}>
      {isLiving && circle.invited.includes(me.person_id) && <Answer circle={circle} />}
      <Card title={t("members", { count: circle.members.length })}>
        <People ids={circle.members} mentorId={circle.mentor_id} />
        {circle.state === "proposed" && <p className={classes.quiet}>{t("needs", { count: missing(circle) })}</p>}
      </Card>
      {circle.invited.length > 0 && (
        <Card title={t("invited", { count: circle.invited.length })}>
          <People ids={circle.invited} mentorId={circle.mentor_id} isWaiting />
        </Card>
      )}
      {isLiving && isMember && <Invite circle={circle} />}
      {isLiving && isMember && <Out circle={circle} />}
      {!isLiving && (
        <div>
          <Button component={Link} href="/circles" variant="default">
            {t("back")}
          </Button>
        </div>
      )}
    </Page>
  );
}

/** How many more have to say yes; at least one, where it is its mentor who has not. */
function missing({ members }: Circle): number {
  return Math.max(1, SMALLEST - members.length);
}

function Lead({ circle: { state, ending, ended_at, formed_at, mentor_id, refusal } }: { circle: Circle }) {
  const { t } = useTranslation("circles");
  const { day } = useWhen();
  const said = useInWords();
  if (refusal) return <>{said(refusal.words)}</>;
  if (state === "ended") return <>{t(`ended.${ending ?? "completed"}`, { day: ended_at ? day(ended_at) : "" })}</>;
  if (formed_at) return <>{t(mentor_id ? "formed-mentor" : "formed-peers", { day: day(formed_at) })}</>;
  return <>{t(`lead-${state}`)}</>;
}

function Answer({ circle }: { circle: Circle }) {
  const { t } = useTranslation("circles");
  const { answer, isSending } = useCircle(circle.circle_id);
  return (
    <Card title={t("answer.title")} tone="learn">
      <p>{t("answer.text")}</p>
      <div className={classes.deeds}>
        <Button onClick={() => answer(true)} loading={isSending}>
          {t("answer.yes")}
        </Button>
        <Button variant="default" onClick={() => answer(false)} disabled={isSending}>
          {t("answer.no")}
        </Button>
      </div>
      <p className={classes.quiet}>{t("answer.quiet")}</p>
    </Card>
  );
}

function Invite({ circle }: { circle: Circle }) {
  const { t } = useTranslation("circles");
  const [isOpen, setOpen] = useState(false);
  const [people, setPeople] = useState<readonly string[]>([]);
  const opener = useRef<HTMLButtonElement>(null);
  const { invite, isSending } = useCircle(circle.circle_id);
  const room = LARGEST - circle.members.length - circle.invited.length;
  if (room <= 0) return null;
  const close = () => {
    setOpen(false);
    setPeople([]);
    requestAnimationFrame(() => opener.current?.focus());
  };
  if (!isOpen)
    return (
      <div>
        <Button ref={opener} variant="default" onClick={() => setOpen(true)}>
          {t("invite.open")}
        </Button>
      </div>
    );
  const submit = async (event: React.FormEvent) => {
    event.preventDefault();
    if (await invite([...people])) close();
  };
  return (
    <Card title={t("invite.title")}>
      <form className={classes.form} onSubmit={submit}>
        <PeoplePicker chosen={people} onChange={setPeople} most={room} but={[...circle.members, ...circle.invited]} />
        <div className={classes.deeds}>
          <Button type="submit" disabled={people.length === 0} loading={isSending}>
            {t("invite.send")}
          </Button>
          <Button variant="default" onClick={close}>
            {t("cancel")}
          </Button>
        </div>
      </form>
    </Card>
  );
}

/** Out of it alone, or an end for all. Asked once more, for neither can be taken back. */
function Out({ circle }: { circle: Circle }) {
  const { t } = useTranslation("circles");
  const me = useMe();
  const { answer, end, isSending } = useCircle(circle.circle_id);
  const isMine = me.person_id === (circle.mentor_id ?? circle.started_by);
  return (
    <details className={classes.out}>
      <summary>{t("out.title")}</summary>
      <div className={classes.ways}>
        <section>
          <h2>{t("out.leave")}</h2>
          <p>{t("out.leave-text")}</p>
          <Button variant="default" onClick={() => answer(false)} loading={isSending}>
            {t("out.leave")}
          </Button>
        </section>
        {isMine && (
          <section>
            <h2>{t("out.end")}</h2>
            <p>{t("out.end-text")}</p>
            <Button variant="default" onClick={end} loading={isSending}>
              {t("out.end")}
            </Button>
          </section>
        )}
      </div>
    </details>
  );
}
