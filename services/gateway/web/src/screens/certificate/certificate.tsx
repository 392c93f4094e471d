import { Button } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api, problemOf, type Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { ofPair } from "../../parts/of-pair";
import { useInWords } from "../../parts/in-words";
import { useTopics } from "../../parts/topics";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { useWhen } from "../../parts/when";
import { inPair } from "../pair/in-pair";
import { usePair } from "../pair/pair-context";
import classes from "./certificate.module.css";

/** What one can show of a pair that was completed: on the screen, and on one sheet of paper. */
export default inPair(Certificate);

function Certificate() {
  const { t } = useTranslation("endings");
  const { pair } = usePair();
  const { data, error, refetch } = api.useQuery("get", "/v1/pairs/{pair_id}/certificate", ofPair(pair.pair_id));
  if (data) return <Sheet certificate={data} />;
  if (!error) return <Waiting />;
  if (problemOf(error).code !== "not-completed") return <Trouble error={error} retry={refetch} />;
  return (
    <Card title={t("certificate.none")}>
      <p>{problemOf(error).detail}</p>
      <div>
        <Button component={Link} href={`/pairs/${pair.pair_id}`} variant="default">
          {t("certificate.back")}
        </Button>
      </div>
    </Card>
  );
}

function Sheet({ certificate }: { certificate: Schemas["CertificateShown"] }) {
  const { t } = useTranslation("endings");
  const said = useInWords();
  const { date } = useWhen();
  const { person, partner, role, topics, begun_at, ended_at, sessions_held, hours, milestones } = certificate;
  const own = milestones.filter(({ side }) => side === "both" || side === role);
  const name = partner.name ?? t("certificate.somebody");
  return (
    <>
      <div className={classes.deeds}>
        <Button leftSection={<IconPrinter size={20} />} onClick={() => window.print()}>
          {t("certificate.print")}
        </Button>
      </div>
      <article className={classes.sheet} aria-labelledby="certificate">
        <img src="/icon.svg" alt="" width={56} height={56} />
        <p className={classes.kind}>Bothways</p>
        <h2 id="certificate">{t("certificate.title")}</h2>
        <p className={classes.name}>{person.name}</p>
        <p className={classes.text}>{t(`certificate.${role}`, { name, topics: useTopics(topics).join(", ") })}</p>
        <dl className={classes.facts}>
          <div>
            <dt>{t("certificate.time")}</dt>
            <dd>{t("certificate.from-to", { from: date(begun_at), to: date(ended_at) })}</dd>
          </div>
          <div>
            <dt>{t("certificate.sessions")}</dt>
            <dd>{sessions_held}</dd>
          </div>
          {hours !== null && (
            <div>
              <dt>{t("certificate.hours")}</dt>
              <dd>{t("certificate.about", { count: Math.round(hours) })}</dd>
            </div>
          )}
        </dl>
        {own.length > 0 && (
          <ul className={classes.milestones} aria-label={t("certificate.milestones")}>
            {own.map(({ milestone, words, at }) => (
              <li key={`${milestone} ${at}`}>{said(words)}</li>
            ))}
          </ul>
        )}
        <p className={classes.ways}>{t("certificate.both-ways")}</p>
      </article>
    </>
  );
}
