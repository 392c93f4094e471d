import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, type Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import { Card } from "../../parts/card";
import { Page } from "../../parts/page";
import { useTopics } from "../../parts/topics";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import classes from "./circles.module.css";
import { People } from "./people";

type Circle = Schemas["Circle"];

const ALL = { params: { query: { limit: 100 } } };

/** Three to eight who learn together: those that one is in, and those that one is invited to. */
export default function Circles() {
  const { t } = useTranslation("circles");
  const { data, error, refetch } = api.useQuery("get", "/v1/circles", ALL);
  const living = data?.data.filter(({ state }) => state !== "ended" && state !== "refused") ?? [];
  const over = data?.data.filter(({ state }) => state === "ended" || state === "refused") ?? [];
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      actions={
        living.length > 0 && (
          <Button component={Link} href="/circles/new">
            {t("start")}
          </Button>
        )
      }
    >
      {!data && (error ? <Trouble error={error} retry={refetch} /> : <Waiting />)}
      {data && living.length === 0 && <None />}
      {living.length > 0 && <List circles={living} />}
      {over.length > 0 && (
        <section className={classes.over}>
          <h2>{t("over")}</h2>
          <List circles={over} />
        </section>
      )}
    </Page>
  );
}

function None() {
  const { t } = useTranslation("circles");
  return (
    <Card title={t("none")} tone="learn">
      <p>{t("none-text")}</p>
      <div>
        <Button component={Link} href="/circles/new">
          {t("start")}
        </Button>
      </div>
    </Card>
  );
}

function List({ circles }: { circles: readonly Circle[] }) {
  return (
    <ul className={classes.list}>
      {circles.map((circle) => (
        <Line key={circle.circle_id} circle={circle} />
      ))}
    </ul>
  );
}

function Line({ circle }: { circle: Circle }) {
  const { t } = useTranslation("circles");
  const me = useMe();
  const topics = useTopics(circle.topics);
  const isInvited = circle.invited.includes(me.person_id);
  return (
    <li>
      <Card
        title={<Link href={`/circles/${circle.circle_id}`}>{topics.join(", ")}</Link>}
        aside={<span className={classes.state}>{t(isInvited ? "state.invited" : `state.${circle.state}`)}</span>}
      >
        <People ids={circle.members} mentorId={circle.mentor_id} />
      </Card>
    </li>
  );
}
