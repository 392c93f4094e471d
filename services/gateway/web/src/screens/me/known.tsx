import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Schemas } from "../../api/client";
import { useMe } from "../../app/session";
import { Card } from "../../parts/card";
import { Lanes } from "../../parts/lanes";
import { PersonName } from "../../parts/person-name";
import classes from "./me.module.css";

/** Who one is here, and from where the house has it. */
export function Known() {
  const { t, i18n } = useTranslation("me");
  const me = useMe();
  const languages = new Intl.DisplayNames(i18n.language, { type: "language" });
  const facts: [string, ReactNode][] = [
    ["name", me.name],
    ["email", me.email],
    ["job", me.title],
    ["department", me.department],
    ["site", me.site],
    ["manager", me.manager_id && <PersonName id={me.manager_id} orId />],
    ["languages", me.languages.map((language) => languages.of(language)).join(", ")],
    ["mails", languages.of(me.locale)],
    ["zone", me.time_zone.replaceAll("_", " ")],
    ["roles", me.roles.map((role) => t(`role.${role}`)).join(", ")],
    ["hours", t("hours-month", { count: me.hours_per_month })],
    ["capacity", t("people", { count: me.capacity })],
    ["shown", t(me.visible ? "shown-yes" : "shown-no")],
    ["access", me.access.map((one) => t(`may.${one}`)).join(", ")],
    ["id", <code>{me.person_id}</code>],
  ];
  return (
    <Card title={t("known")}>
      <p className={classes.quiet}>
        {t("known-from")} <Link href="/me/profile">{t("known-own")}</Link>
      </p>
      <dl className={classes.facts}>
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{t(`fact.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <Lanes
        teach={{ title: t("gives"), children: <Skills skills={me.gives} /> }}
        learn={{ title: t("gets"), children: <Skills skills={me.gets} /> }}
      />
    </Card>
  );
}

function Skills({ skills }: { skills: Schemas["Skill"][] }) {
  const { t } = useTranslation("me");
  if (skills.length === 0) return <p className={classes.quiet}>{t("nothing")}</p>;
  return (
    <ul>
      {skills.map(({ topic, why }) => (
        <li key={topic}>
          {topic}
          {why && <small className={classes.why}>{why}</small>}
        </li>
      ))}
    </ul>
  );
}
