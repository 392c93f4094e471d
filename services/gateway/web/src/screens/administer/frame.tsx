import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { may, useMe } from "../../app/session";
import { Naming } from "../../parts/names";
import { Page } from "../../parts/page";
import classes from "./administer.module.css";

const SECTIONS = ["people", "platforms", "webhooks", "organisation", "audit", "erasures", "letters"] as const;
type Section = (typeof SECTIONS)[number];

interface FrameProps {
  /** Which of them this is; its title and lead are `<section>.title` and `<section>.lead`. */
  section: Section;
  /** Of one thing within the section, where this is not the whole of it. */
  title?: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** Around everything that administrators see to. Whoever is none reads that, and nothing is asked for. */
export function Frame({ section, title, lead, actions, children }: FrameProps) {
  const { t } = useTranslation("administer");
  const me = useMe();
  if (!may(me, "administrator")) return <Page title={t("not-yours")} lead={t("not-yours-lead")} />;
  return (
    <Naming reach="organisation">
      <Sections />
      <Page title={title ?? t(`${section}.title`)} lead={lead ?? t(`${section}.lead`)} actions={actions}>
        {children}
      </Page>
    </Naming>
  );
}

function Sections() {
  const { t } = useTranslation("administer");
  const [here] = useLocation();
  return (
    <nav className={classes.sections} aria-label={t("sections")}>
      <Link href="/administer">{t("title")}</Link>
      {SECTIONS.map((section) => {
        const path = `/administer/${section}`;
        return (
          <Link key={section} href={path} aria-current={here.startsWith(path) ? "page" : undefined}>
            {t(`${section}.short`)}
          </Link>
        );
      })}
    </nav>
  );
}
