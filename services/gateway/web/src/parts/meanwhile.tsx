import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "./card";

interface MeanwhileProps {
  /** What stands there now, beside which one's own is still in the form. */
  children: ReactNode;
  /** Put mine in its place. */
  keepMine: () => unknown;
  /** Let go of mine. */
  takeTheirs: () => unknown;
}

/** Somebody changed the same meanwhile: both stay visible until one is chosen. */
export function Meanwhile({ children, keepMine, takeTheirs }: MeanwhileProps) {
  const { t } = useTranslation();
  return (
    <div role="alert">
      <Card title={t("meanwhile.title")} tone="learn">
        <p>{t("meanwhile.text")}</p>
        {children}
        <div>
          <Button onClick={keepMine}>{t("meanwhile.mine")}</Button>{" "}
          <Button variant="default" onClick={takeTheirs}>
            {t("meanwhile.theirs")}
          </Button>
        </div>
      </Card>
    </div>
  );
}
