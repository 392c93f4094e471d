import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { problemOf } from "../api/client";
import { Card } from "./card";

/** In the place of what could not be read: why, and what to do. */
export function Trouble({ error, retry }: { error: unknown; retry?: (() => unknown) | undefined }) {
  const { t } = useTranslation();
  const problem = problemOf(error);
  return (
    <div role="alert">
      <Card title={problem.title} tone="learn">
        <p>{problem.detail}</p>
        {problem.request_id && <p>{t("problem.request", { id: problem.request_id })}</p>}
        {retry && (
          <div>
            <Button variant="default" onClick={() => retry()}>
              {t("retry")}
            </Button>
          </div>
        )}
      </Card>
    </div>
  );
}
