import "@mantine/core/styles/Input.css";
import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { http } from "../../api/client";
import { useMe } from "../../app/session";
import { useUndo } from "../../app/undo";
import { Card } from "../../parts/card";
import { CheckboxGroup } from "../../parts/checkbox-group";
import { RadioGroup } from "../../parts/radio-group";
import { useIdempotencyKey } from "../../parts/idempotency-key";
import { Page } from "../../parts/page";
import { PersonName } from "../../parts/person-name";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";
import classes from "./circles.module.css";
import { PeoplePicker } from "./people-picker";

/** Whoever starts it is one of three to eight. */
const OTHERS = { least: 2, most: 7 };
const TOPICS = 10;
const PEERS = "";

/** About what, with whom, and who gives. Everybody says yes to it themselves. */
export default function NewCircle() {
  const { t } = useTranslation("circles");
  const me = useMe();
  const [topics, setTopics] = useState<readonly string[]>([]);
  const [people, setPeople] = useState<readonly string[]>([]);
  const [mentorId, setMentorId] = useState(PEERS);
  const [isSending, setSending] = useState(false);
  const start = useStart();
  const isReady = topics.length > 0 && people.length >= OTHERS.least;
  const choosePeople = (chosen: string[]) => {
    setPeople(chosen);
    if (mentorId !== me.person_id && !chosen.includes(mentorId)) setMentorId(PEERS);
  };
  const submit = async (event: React.FormEvent) => {
    event.preventDefault();
    setSending(true);
    await start({ topics: [...topics], invited_ids: [...people], mentor_id: mentorId || null });
    setSending(false);
  };
  return (
    <Page title={t("new.title")} lead={t("new.lead")}>
      <form className={classes.form} onSubmit={submit}>
        <Card title={t("new.about")}>
          <Topics chosen={topics} onChange={setTopics} />
        </Card>
        <Card title={t("new.people")}>
          <PeoplePicker chosen={people} onChange={choosePeople} most={OTHERS.most} />
        </Card>
        <Card title={t("new.gives")}>
          <RadioGroup
            question={t("new.gives-question")}
            choices={[
              { value: PEERS, words: t("new.peers"), hint: t("new.peers-hint") },
              { value: me.person_id, words: t("new.me"), hint: t("new.me-hint") },
              ...people.map((value) => ({ value, words: <PersonName id={value} /> })),
            ]}
            value={mentorId}
            onChange={setMentorId}
          />
        </Card>
        <div className={classes.deeds}>
          <Button type="submit" disabled={!isReady} loading={isSending}>
            {t("new.send")}
          </Button>
          <Button component={Link} href="/circles" variant="default">
            {t("cancel")}
          </Button>
          {!isReady && <span className={classes.quiet}>{t("new.needs")}</span>}
        </div>
      </form>
    </Page>
  );
}

/** What one would like to learn or can give is offered; anything else is written. */
function Topics({ chosen, onChange }: { chosen: readonly string[]; onChange: (topics: string[]) => void }) {
  const { t } = useTranslation("circles");
  const me = useMe();
  const [own, setOwn] = useState("");
  const known = [...me.gets, ...me.gives].map(({ topic }) => topic);
  const all = [...new Set([...known, ...chosen])];
  const add = () => {
    const topic = own.trim();
    if (topic && !chosen.includes(topic)) onChange([...chosen, topic]);
    setOwn("");
  };
  return (
    <>
      <CheckboxGroup
        question={t("new.topics")}
        choices={all.map((topic) => ({ value: topic, words: topic }))}
        chosen={chosen}
        onChange={onChange}
        most={TOPICS}
      />
      <div className={classes.own}>
        <TextInput
          label={t("new.topic-own")}
          maxLength={80}
          value={own}
          onChange={(event) => setOwn(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            add();
          }}
        />
        <Button variant="default" onClick={add} disabled={!own.trim() || chosen.length >= TOPICS}>
          {t("new.topic-add")}
        </Button>
      </div>
    </>
  );
}

interface Wanted {
  topics: string[];
  invited_ids: string[];
  mentor_id: string | null;
}

function useStart(): (body: Wanted) => Promise<boolean> {
  const { t } = useTranslation("circles");
  const undo = useUndo();
  const reread = useReread();
  const [, go] = useLocation();
  const withKey = useIdempotencyKey();
  return (body) =>
    undo.now({
      words: t("new.said"),
      send: async () => {
        const post = (key: string) =>
          http.POST("/v1/circles", { params: { header: { "Idempotency-Key": key, Prefer: "wait=10" } }, body });
        const circle = await sent(withKey(body, post));
        await reread("/v1/circles");
        if (circle) go(`/circles/${circle.circle_id}`);
      },
    });
}
