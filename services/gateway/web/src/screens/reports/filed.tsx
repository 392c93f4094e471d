import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { useInWords } from "../../parts/in-words";
import { Page } from "../../parts/page";
import classes from "./reports.module.css";

/** It has come: its reference, and what happens now. */
export function Filed({ filed }: { filed: Schemas["Filed"] }) {
  const { t } = useTranslation("reports");
  const inWords = useInWords();
  return (
    <Page title={t("filed")} lead={t("filed-lead")}>
      <Card>
        <p>
          {t("your-reference")} <code className={classes.reference}>{filed.report_id}</code>
        </p>
        {filed.what_next && <p>{inWords(filed.what_next)}</p>}
        {filed.blocked && <p>{t("filed-blocked")}</p>}
        <div>
          <Button component={Link} href="/reports" variant="default">
            {t("to-own")}
          </Button>
        </div>
      </Card>
      <Card title={t("help")} tone="teach">
        <p className={classes.help}>{inWords(filed.help)}</p>
      </Card>
    </Page>
  );
}
