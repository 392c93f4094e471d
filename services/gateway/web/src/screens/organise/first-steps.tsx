import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { Card } from "../../parts/card";
import frame from "./frame.module.css";
import { within, type Scope } from "./scope";

/** Before the first week is over there is no number yet, but enough to do. */
export function FirstSteps({ scope }: { scope: Scope }) {
  const { t } = useTranslation("organise");
  const hasOpen = scope.programmes.some(({ state }) => state === "open");
  return (
    <Card title={t("first.title")} tone="teach">
      <p>{t("first.text")}</p>
      <div className={frame.deeds}>
        {scope.seesWhole && !hasOpen && (
          <Button component={Link} href="/organise/programmes/new">
            {t("first.set-up")}
          </Button>
        )}
        <Button
          component={Link}
          href={within("/organise/rounds", scope.programmeId)}
          variant={hasOpen ? "filled" : "default"}
        >
          {t("first.round")}
        </Button>
        {scope.seesWhole && (
          <Button component={Link} href="/organise/plan/dry-run" variant="default">
            {t("first.dry-run")}
          </Button>
        )}
      </div>
    </Card>
  );
}
