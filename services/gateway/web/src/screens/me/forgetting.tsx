import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { useWhen } from "../../parts/when";

/** How far it is, and the way back while there is one. */
export function Forgetting({ erasure: { state, due_at }, takeBack }: { erasure: Schemas["OwnErasure"]; takeBack: () => void }) {
  const { t } = useTranslation("me");
  const { moment, ago } = useWhen();
  if (state !== "waiting" || !due_at)
    return (
      <Card title={t("under-way")} tone="learn">
        <p>{t("under-way-text")}</p>
      </Card>
    );
  return (
    <Card title={t("waiting", { when: ago(due_at) })} tone="learn">
      <p>{t("waiting-text", { when: moment(due_at) })}</p>
      <div>
        <Button onClick={takeBack}>{t("stay")}</Button>
      </div>
    </Card>
  );
}
