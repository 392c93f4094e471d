import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { Card } from "../../parts/card";
import { Page } from "../../parts/page";
import { Blocked } from "./blocked";
import { Export } from "./export";
import { Known } from "./known";
import classes from "./me.module.css";
import { Sessions } from "./sessions";

/** What is kept about whoever is here, and what they can do about it. */
export default function MyData() {
  const { t } = useTranslation("me");
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      actions={
        <Button component={Link} href="/preferences" variant="default">
          {t("preferences")}
        </Button>
      }
    >
      <Known />
      <Sessions />
      <Export />
      <Blocked />
      <Card title={t("erasure")}>
        <p className={classes.quiet}>{t("erasure-text")}</p>
        <p>
          <Link href="/me/erasure">{t("erasure-link")}</Link>
        </p>
      </Card>
      <Card title={t("help")}>
        <p className={classes.quiet}>{t("help-text")}</p>
        <p>
          <Link href="/reports">{t("help-link")}</Link>
        </p>
      </Card>
    </Page>
  );
}
