import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import { api } from "../../api/client";
import { useMe } from "../../app/session";
import { Card } from "../../parts/card";
import { Initials } from "../../parts/initials";
import { Lanes } from "../../parts/lanes";
import { Page } from "../../parts/page";
import { useCardOf } from "../../parts/people";
import { ReportLink } from "../../parts/report-link";
import { inCommon, Skills } from "../../parts/skills";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { Approach } from "./approach";
import { Block } from "./block";
import classes from "./people.module.css";

/** What somebody gives and would like to learn, and the ways to them. */
export default function Person() {
  const { t, i18n } = useTranslation("people");
  const { id = "" } = useParams();
  const me = useMe();
  const { data: card, error, refetch } = useCardOf(id);
  const isMe = id === me.person_id;
  if (error && !card) {
    return (
      <Page title={t("unknown")}>
        <Trouble error={error} retry={refetch} />
      </Page>
    );
  }
  if (!card) return <Waiting />;
  const names = new Intl.DisplayNames(i18n.language, { type: "language" });
  const spoken = new Intl.ListFormat(i18n.language).format(card.languages.map((one) => names.of(one) ?? one));
  const work = [card.title, card.department].filter(Boolean).join(" · ");
  return (
    <Page title={card.name} lead={`${work}. ${t("speaks", { languages: spoken })}.`} actions={<Initials name={card.name} size={64} />}>
      <Lanes
        level={2}
        teach={{
          title: t("gives"),
          children: <Skills skills={card.gives} shared={isMe ? [] : inCommon(card.gives, me.gets)} none={t("gives-none")} />,
        }}
        learn={{
          title: t("gets"),
          children: <Skills skills={card.gets} shared={isMe ? [] : inCommon(card.gets, me.gives)} none={t("gets-none")} />,
        }}
      />
      {isMe ? (
        <Card title={t("own")}>
          <p>
            {t("own-text")} <Link href="/me/profile">{t("own-link")}</Link>
          </p>
        </Card>
      ) : (
        <>
          <Paired personId={id} />
          <Approach card={card} />
          <Block personId={id} name={card.name} />
          <p>
            <ReportLink subject={{ about: "person", id }} />
          </p>
        </>
      )}
    </Page>
  );
}

function Paired({ personId }: { personId: string }) {
  const { t } = useTranslation("people");
  const { data } = api.useQuery("get", "/v1/pairs");
  const pair = data?.data.find(
    ({ members, ended_at }) => !ended_at && members.some((member) => member.person_id === personId),
  );
  if (!pair) return null;
  return (
    <p className={classes.note}>
      {t("paired")}. <Link href={`/pairs/${pair.pair_id}`}>{t("paired-link")}</Link>
    </p>
  );
}
