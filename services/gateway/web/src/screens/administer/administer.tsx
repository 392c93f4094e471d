import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api } from "../../api/client";
import { may, useMe } from "../../app/session";
import { Card } from "../../parts/card";
import { Page } from "../../parts/page";
import plain from "../../parts/plain.module.css";
import { Tag } from "../../parts/tag";
import { useWhen } from "../../parts/when";
import { PLATFORMS } from "../../parts/whole";
import { useAct } from "./acts";
import classes from "./administer.module.css";

/** What there is to see to in one's organisation, each with what is worth knowing of it. */
export default function Administer() {
  const { t } = useTranslation("administer");
  const me = useMe();
  if (!may(me, "administrator")) return <Page title={t("not-yours")} lead={t("not-yours-lead")} />;
  return (
    <Page title={t("title")} lead={t("lead")}>
      <div className={classes.tiles}>
        <Tile section="people" says={t("people.tile")} />
        <OfPlatforms />
        <OfWebhooks />
        <OfOrganisation />
        <OfAudit />
        <OfErasures />
        <OfLetters />
        <OfHouse />
      </div>
    </Page>
  );
}

interface TileProps {
  section: string;
  /** The one number, or the one word. */
  number?: string | number | undefined;
  says: string;
}

function Tile({ section, number, says }: TileProps) {
  const { t } = useTranslation("administer");
  return (
    <Card title={<Link href={`/administer/${section}`}>{t(`${section}.title`)}</Link>}>
      {number !== undefined && <p className={classes.number}>{number}</p>}
      <p className={plain.quiet}>{says}</p>
    </Card>
  );
}

function OfPlatforms() {
  const { t } = useTranslation("administer");
  const { data } = useQuery(PLATFORMS);
  const active = data?.data.filter(({ state }) => state === "active");
  return <Tile section="platforms" number={active?.length} says={t("platforms.tile")} />;
}

function OfWebhooks() {
  const { t } = useTranslation("administer");
  const { data } = api.useQuery("get", "/v1/webhooks");
  const given = data?.data.filter(({ reason }) => reason && reason !== "by-hand").length ?? 0;
  return (
    <Tile
      section="webhooks"
      number={data?.data.length}
      says={given ? t("webhooks.tile-given-up", { count: given }) : t("webhooks.tile")}
    />
  );
}

function OfOrganisation() {
  const { t } = useTranslation("administer");
  const moderators = api.useQuery("get", "/v1/moderators").data?.data.length;
  return (
    <Tile
      section="organisation"
      number={moderators !== undefined ? t("organisation.tile-moderators", { count: moderators }) : undefined}
      says={moderators === 0 ? t("organisation.tile-nobody") : t("organisation.tile")}
    />
  );
}

function OfAudit() {
  const { t } = useTranslation("administer");
  const { ago } = useWhen();
  const act = useAct();
  const last = api.useQuery("get", "/v1/audit", { params: { query: { limit: 1 } } }).data?.data[0];
  return <Tile section="audit" says={last ? t("audit.tile-last", { act: act(last.act), ago: ago(last.time) }) : t("audit.tile")} />;
}

function OfErasures() {
  const { t } = useTranslation("administer");
  const { data } = api.useQuery("get", "/v1/erasures", { params: { query: { limit: 200 } } });
  const open = data?.data.filter(({ state }) => state === "waiting" || state === "under-way");
  return <Tile section="erasures" number={open?.length} says={t("erasures.tile")} />;
}

function OfLetters() {
  const { t } = useTranslation("administer");
  const { data } = api.useQuery("get", "/v1/dead-letters", { params: { query: { limit: 500 } } });
  const number = data?.next_cursor ? `${data.data.length}+` : data?.data.length;
  return <Tile section="letters" number={number} says={t(data?.data.length ? "letters.tile" : "letters.tile-none")} />;
}

/** The four services, as everybody may see them. */
function OfHouse() {
  const { t } = useTranslation("administer");
  const { data } = api.useQuery("get", "/v1/status");
  if (!data) return null;
  return (
    <Card title={t("house")} aside={<Tag tone={data.ready ? "good" : "bad"}>{t(data.ready ? "ready" : "not-ready")}</Tag>}>
      <ul className={plain.rows}>
        {Object.entries(data.services).map(([name, service]) => (
          <li key={name}>
            {t(`services.${name}`)}: {t("replicas", { count: service.replicas, ready: service.ready })}
          </li>
        ))}
      </ul>
    </Card>
  );
}
