import "@mantine/core/styles/Input.css";
import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, type Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { Initials } from "../../parts/initials";
import { More } from "../../parts/more";
import { PAGING } from "../../parts/paging";
import { useTopics } from "../../parts/topics";
import { Trouble } from "../../parts/trouble";
import classes from "./find.module.css";

const PAUSE_MS = 300;
const TOPICS_SHOWN = 4;

/** By name, in spite of typing errors, or by a topic that they give or want. */
export function People() {
  const { t } = useTranslation("find");
  const [name, setName] = useState("");
  const [topic, setTopic] = useState("");
  const [wanted] = useDebouncedValue({ q: name.trim(), topic: topic.trim() }, PAUSE_MS);
  return (
    <div id="people">
      <Card title={t("people")}>
        <search className={classes.looking}>
          <TextInput
            size="md"
            type="search"
            label={t("by-name")}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            size="md"
            type="search"
            label={t("by-topic")}
            value={topic}
            onChange={(event) => setTopic(event.currentTarget.value)}
          />
        </search>
        {wanted.q || wanted.topic ? <Found {...wanted} /> : <p className={classes.quiet}>{t("people-help")}</p>}
      </Card>
    </div>
  );
}

function Found({ q, topic }: { q: string; topic: string }) {
  const { t } = useTranslation("find");
  const query = { ...(q && { q }), ...(topic && { topic }) };
  const { data, error, refetch, ...pages } = api.useInfiniteQuery(
    "get",
    "/v1/people",
    { params: { query } },
    PAGING,
  );
  if (error && !data) return <Trouble error={error} retry={refetch} />;
  const people = data?.pages.flatMap((page) => page.people);
  if (!people) return null;
  return (
    <>
      <p className={classes.quiet} role="status">
        {people.length === 0 ? t("people-none") : t("people-found", { count: people.length })}
      </p>
      <ul className={classes.people}>
        {people.map((person) => (
          <One key={person.person_id} person={person} />
        ))}
      </ul>
      <More pages={pages} />
    </>
  );
}

function One({ person }: { person: Schemas["FoundPerson"] }) {
  const { t } = useTranslation("find");
  const gives = useTopics(person.gives.slice(0, TOPICS_SHOWN));
  const gets = useTopics(person.gets.slice(0, TOPICS_SHOWN));
  return (
    <li>
      <Initials name={person.name} size={38} />
      <div>
        <h3>
          <Link href={`/people/${person.person_id}`}>{person.name}</Link>
        </h3>
        <p className={classes.quiet}>{person.department}</p>
        <dl className={classes.ways}>
          <dt>{t("gives")}</dt>
          <dd>{gives.join(", ") || t("lane-nothing")}</dd>
          <dt>{t("gets")}</dt>
          <dd>{gets.join(", ") || t("lane-nothing")}</dd>
        </dl>
      </div>
    </li>
  );
}
